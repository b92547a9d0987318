/** Digest of the sources that this bundle was built from. */
declare const __DIGEST__: string;

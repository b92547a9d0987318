/** Digest of the sources that this bundle was built from. */
declare const __DIGEST__: string;
/** Texts of the cards by language, from the translations. */
declare const __CARDS__: Record<string, Record<string, string>>;

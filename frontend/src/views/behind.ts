/** All that the first view does not wait for: the other views, what stands beside the first one, and dialogs. In one
 * file, for they have many words in common, and so less is to be fetched. */

import "../parts/beside";
import "../parts/choosing";
import "./habits";
import "./suggestions";
import "./system";
import "./yours";

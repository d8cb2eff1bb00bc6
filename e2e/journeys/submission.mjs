// Work to hand in: a case study is written, handed in, corrected and read; a voice is recorded, and goes piece by piece; where
// the browser records nothing, a file is sent.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, follow, isAt, sees, signIn } from "../lib/acts.mjs";
import { SIGN_INS } from "../lib/server.mjs";
import { stage } from "../lib/stage.mjs";

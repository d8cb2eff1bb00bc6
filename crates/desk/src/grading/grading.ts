// A correction saves itself as a draft while it is written.

import { keepSaved } from "../../../catalogue/src/editor/parts/autosave";

const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
if (form) keepSaved(form);

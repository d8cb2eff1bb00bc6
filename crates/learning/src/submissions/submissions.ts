// Work to hand in: what is written saves itself; a voice or a film is recorded here, and then goes like a file that was chosen.

import { keepSaved } from "../../../catalogue/src/editor/parts/autosave";
import { Recorder } from "../../../catalogue/src/assignments/parts/recorder";

const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
if (form) keepSaved(form);
for (const place of document.querySelectorAll<HTMLElement>("[data-recorder]")) new Recorder(place);

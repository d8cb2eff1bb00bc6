// A correction saves itself as a draft while it is written; a voice or a film is recorded here; notes are placed with the pointer.

import { keepSaved } from "../../../catalogue/src/editor/parts/autosave";
import { Recorder } from "../../../catalogue/src/assignments/parts/recorder";
import { Notes } from "./parts/notes";

const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
if (form) keepSaved(form);
for (const place of document.querySelectorAll<HTMLElement>("[data-recorder]")) new Recorder(place);
for (const place of document.querySelectorAll<HTMLElement>("[data-annotates]")) new Notes(place);

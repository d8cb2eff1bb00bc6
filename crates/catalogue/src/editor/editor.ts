// The editor of courses in a browser: forms that save themselves, steps and parts that are dragged to their place.

import { keepSaved } from "./parts/autosave";
import { letDrag } from "./parts/drag";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) keepSaved(form);
letDrag();

// An instruction that is said or filmed: recorded here, it then goes like a file that was chosen.

import { Recorder } from "./parts/recorder";

for (const place of document.querySelectorAll<HTMLElement>("[data-recorder]")) new Recorder(place);

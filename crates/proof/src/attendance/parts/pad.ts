// A box in which one signs with a finger, a pen or a mouse. What is drawn goes into the form's field « trait » as lines of points,
// in a box of 1,000 by 300, whatever its size on the screen.

type Point = [number, number];

/** Between two points of a line, in the box's units: closer ones say nothing more. */
const APART = 4;
/** The server takes so many points at most. */
const MOST = 3900;

const pads = new WeakMap<HTMLFormElement, () => void>();

/** Empties the box of a form, for who signs next. */
export const wipe = (form: HTMLFormElement): void => pads.get(form)?.();

/** Lets one draw in a box of a form. */
export function letDraw(pad: HTMLElement): void {
  const canvas = pad.querySelector("canvas");
  const form = pad.closest("form");
  const field = form?.querySelector<HTMLInputElement>("input[name=trait]");
  const pen = canvas?.getContext("2d");
  if (!canvas || !form || !field || !pen) return;
  const lines: Point[][] = [];
  let drawing: Point[] | undefined;

  const write = () => {
    field.value = lines.map((line) => line.map(([x, y]) => `${x},${y}`).join(" ")).join(";");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const clear = () => {
    lines.length = 0;
    drawing = undefined;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    write();
  };
  const at = (event: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    const inside = (share: number, most: number) => Math.round(Math.min(1, Math.max(0, share)) * most);
    return [
      inside((event.clientX - box.left) / box.width, canvas.width),
      inside((event.clientY - box.top) / box.height, canvas.height),
    ];
  };
  const trace = (from: Point, to: Point) => {
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const point = at(event);
    drawing = [point];
    lines.push(drawing);
    trace(point, point);
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = drawing?.at(-1);
    if (!drawing || !last || lines.reduce((sum, line) => sum + line.length, 0) >= MOST) return;
    const point = at(event);
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) < APART) return;
    trace(last, point);
    drawing.push(point);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      drawing = undefined;
      write();
    });
  }
  pad.querySelector("[data-clear]")?.addEventListener("click", clear);
  pads.set(form, clear);
  clear();
  pad.hidden = false;
}

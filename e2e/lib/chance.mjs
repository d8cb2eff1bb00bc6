// Chance that can be played again: SEED, or one that is printed.

/** Numbers from 0 up to 1, always the same for a seed. @param {number} seed @returns {() => number} */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run, said so that the run can be played again. @returns {number} */
export function seed() {
  const chosen = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 32);
  if (!Number.isInteger(chosen)) throw new Error(`SEED is a whole number, not ${process.env.SEED}`);
  console.log(`notice: play this again with SEED=${chosen}`);
  return chosen;
}

// Waiting is for a condition, never for a time.

/**
 * Asks again and again until the answer is true, then returns it.
 * @template T
 * @param {() => T | Promise<T>} ask
 * @param {string} what what is awaited, for the error
 * @param {number} [limit] milliseconds
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(ask, what, limit = 15_000) {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`${what}: still not so after ${limit / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

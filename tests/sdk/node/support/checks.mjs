// Runs the checks of a suite one after another and reports each on a line of its own.

/** Counts what passed and what failed; `finish` prints the closing line and gives the exit code. */
export class Checks {
  #passed = 0;
  #failed = 0;

  /** Runs one check; whatever it throws makes it fail, and the suite goes on. */
  async check(name, body) {
    try {
      await body();
      this.#passed += 1;
      console.log(`ok - ${name}`);
    } catch (error) {
      this.#failed += 1;
      console.log(`not ok - ${name}: ${error?.stack ?? error}`);
    }
  }

  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 && this.#passed > 0 ? 0 : 1;
  }
}

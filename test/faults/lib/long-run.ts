import { type Figures, newSeed, type Run } from './run.ts';

/** Prints how far a long run is, and its figures at the end. */
export async function report(name: string, run: (settings: Run) => Promise<Figures>): Promise<void> {
  const seed = newSeed();
  const began = performance.now();
  const tell = (text: string) => {
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${String(seconds).padStart(5)} s  ${name}: ${text}`);
  };
  tell(`seed ${seed}`);
  const figures = await run({ seed, tell });
  tell(
    Object.entries(figures)
      .map(([what, number]) => `${what} ${number}`)
      .join(', '),
  );
}

import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

const sizes: Readonly<Record<string, number>> = { K: 1, M: 1024, G: 1024 * 1024 };

type Collection = { readonly before: number; readonly after: number; readonly total: number };

/** `90536K->35736K(251392K)`, the last of a line, which is that of the whole heap. */
function collectionIn({ text }: Entry): Collection | null {
  const found = [...text.slice(0, 1000).matchAll(/\b(\d{1,9})([KMG])->(\d{1,9})([KMG])\((\d{1,9})([KMG])\)/g)].at(-1);
  if (found === undefined) return null;
  const amount = (at: number) => Number(found[at]) * sizes[found[at + 1]!]!;
  return { before: amount(1), after: amount(3), total: amount(5) };
}

/** Seconds that the program stood still. */
const pauseIn = ({ text }: Entry): number => {
  const seconds = /, (\d{1,4}\.\d{1,9}) secs\]/.exec(text)?.[1];
  const millis = /(\d{1,7}(?:\.\d{1,6})?)ms\b/.exec(text)?.[1];
  return seconds === undefined ? Number(millis ?? 0) / 1000 : Number(seconds);
};

/** Each collection frees much, the heap does not fill up, and no pause is long. */
const fallsBack = (_: readonly Entry[], own: readonly Entry[]): boolean => {
  const read = own.flatMap((entry) => collectionIn(entry) ?? []);
  const full = own.filter(({ text }) => /\bFull GC\b|\bPause Full\b/.test(text)).length;
  const last = read.slice(-5);
  if (last.length === 0 || full * 4 > own.length || own.some((entry) => pauseIn(entry) >= 1)) return false;
  const isLow = last.every(({ before, after, total }) => after < total * 0.85 && after < before * 0.9);
  const rise = last.at(-1)!.after / Math.max(1, read[0]!.after);
  return isLow && (rise < 1.5 || last.at(-1)!.after < last.at(-1)!.total * 0.6);
};

const used =
  /\bCreated device \/\S{1,80}GPU:\d|\bLoaded cuDNN version\b|\bdevice(?:="?|: ?| )cuda:\d|\bcompute capability: \d|\busing (?:the )?(?:device )?(?:gpu|cuda)\b/i;
const unused =
  /\bCannot dlopen some GPU libraries\b|\bSkipping registering GPU devices\b|\bfailed call to cuInit\b|\bCould not find cuda drivers\b|\bNo CUDA runtime is found\b|\bCUDA is not available\b|\bno CUDA-capable device\b|\bfall(?:s|ing)? back to (?:the )?CPU\b/i;

/** What says that a GPU which was asked for is not used. */
export const lacksGpu = (text: string): boolean => unused.test(text);

/** What runtimes write of their own housekeeping. */
export const collections: readonly Ordinary[] = [
  {
    said: "collections of the JVM's garbage (Allocation Failure is only the usual reason for a young collection: the young generation was full), after each of which the heap falls back",
    of: /\[?\bGC \(Allocation Failure\)|\[?\bFull GC \(|\bPause (?:Young|Full|Remark|Cleanup)\b[^\n]{0,80}->|\bGC\(\d{1,9}\) Pause\b/,
    not: /\bTo-space exhausted\b|\bEvacuation Failure\b|\bOutOfMemory\w*|\bGC overhead\b|\bAllocation Stall\b/i,
    fits: fallsBack,
    atAnyLevel: true,
  },
  {
    said: "notes of TensorFlow that a plugin of CUDA (cuDNN, cuFFT, cuBLAS factory) was registered twice, which changes nothing: the device was created and is used",
    of: /\bUnable to register cu(?:FFT|DNN|BLAS)\w* factory\b|\bcomputation placer already registered\b|\bAttempting to register factory for plugin\b/i,
    when: (all) => all.some(({ text }) => used.test(text)) && !all.some(({ text }) => unused.test(text)),
    atAnyLevel: true,
  },
];

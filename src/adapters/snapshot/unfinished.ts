import { join } from "node:path";

/** What a capture keeps of its progress in the folder, until it is whole. The name is hidden: it is no part of the recording. */
export const stateFolder = ".capture";
export const progressFile = join(stateFolder, "progress.jsonl");

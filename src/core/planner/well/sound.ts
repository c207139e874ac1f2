import { isListedWithout } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { about, type Look } from "./stand.ts";

/** What is said of an object in words that follow its name (`is not suspended`, `has its address 10.0.0.4`). */
export type Part = {
  /** `open`: what would decide it and is not shown; the command shows it. */
  readonly is: "good" | "bad" | "open";
  readonly text: string;
  readonly line?: Line;
  readonly command?: string;
};

/** What makes an object of a kind sound, what does not, and what is not shown; null where nothing at all can be said. */
export type Check = (object: ObservedObject, view: ClusterView) => readonly Part[] | null;

export const good = (text: string, line?: Line): Part => part("good", text, line);
export const bad = (text: string, line?: Line): Part => part("bad", text, line);
export const open = (text: string, command: string): Part => ({ is: "open", text, command });

const part = (is: Part["is"], text: string, line?: Line): Part => ({
  is,
  text,
  ...(line === undefined ? {} : { line }),
});

/** Sound is what has something good to be said of, nothing bad, and nothing that is missing from the picture. */
export const lookBy =
  (check: Check): Look =>
  (object, view) => {
    const parts = check(object, view);
    if (parts === null || parts.length === 0) return null;
    const of = (is: Part["is"]) => parts.filter((one) => one.is === is);
    const [fine, wrong, missing] = [of("good"), of("bad"), of("open")];
    const told = wrong.length > 0 ? wrong : fine;
    const lines = told.flatMap(({ line }) => line ?? []);
    return {
      ref: object.ref,
      isWell: wrong.length > 0 ? false : missing.length > 0 || fine.length === 0 ? null : true,
      text: told.length === 0 ? "" : `${about(object.ref)} ${phrases(told)}`,
      lines: lines.length > 0 ? lines : [object.cite()],
      beside: wrong.length > 0 ? fine.map(({ text }) => text) : [],
      missing: missing.map(({ text, command = "" }) => ({ text, command })),
    };
  };

const phrases = (parts: readonly Part[]): string => enumerated([...new Set(parts.map(({ text }) => text))], 8);

/** Names and a namespace for a command that would show the rest. */
export const inPlace = ({ ref }: ObservedObject): string => (ref.namespace === undefined ? "" : ` -n ${ref.namespace}`);

/** A list that should show it does not, or kubectl said that it was not found. */
export const isMissing = (view: ClusterView, ref: ObjectRef): boolean =>
  isListedWithout(view, ref) ||
  (view.object(ref) === undefined &&
    view.errors.some(
      ({ code, object }) =>
        code === "not-found" &&
        object?.kind === ref.kind &&
        object.name === ref.name &&
        (object.namespace === undefined || object.namespace === ref.namespace),
    ));

import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";

const client = /\b(?:curl|wget|http|hey|ab|nc|grpcurl)\b/;
/** What a client prints of a call that was answered, and of one that found nobody: curl's `000` is no status of HTTP. */
const answered =
  /^\s{0,8}(?:HTTP\/[\d.]{1,3} )?[234]\d\d\b|\b(?:HTTP|status|code)\W{1,3}[234]\d\d\b|\bopen$|succeeded!$|\bok\b/i;
const refused =
  /^\s{0,8}000\b|\b(?:HTTP|status|code)\W{1,3}000\b|[Cc]onnection refused|ECONNREFUSED|\(7\) Failed to connect/;

/** The line of a call to a Service that was refused, beside others of the same command that were answered. */
export const partlyRefused = (view: ClusterView, { name, namespace }: ObjectRef): Line | undefined => {
  const isCalled = new RegExp(
    `(?<![\\w.-])${escaped(name)}(?:\\.${escaped(namespace ?? "default")}(?:\\.svc[\\w.]{0,60})?)?(?=[:/\\s"']|$)`,
  );
  for (const piece of view.evidence) {
    const [, inside = ""] = piece.command.split(" -- ", 2);
    if (!client.test(inside) || !isCalled.test(inside)) continue;
    const lines = linesOf(piece);
    const found = lines.find(({ text }) => refused.test(text));
    if (found !== undefined && lines.some(({ text }) => answered.test(text))) return found;
  }
  return undefined;
};

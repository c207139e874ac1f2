import { isGood, type LookForm } from "../form/look.ts";

const asks =
  /^(?:what|which)\b.{0,20}\bversions? of (?:kubernetes|k8s|the (?:cluster|server|api server))\b|^(?:what|which) (?:kubernetes|k8s|cluster|server) version\b|^(?:what|which) version (?:is|does|do|has|are)\b.{0,20}\b(?:cluster|kubernetes|k8s|api server)\b|^how (?:old|new) is (?:our|the) kubernetes\b|^(?:is|are) (?:the|our|we|this)\b.{0,20}\b(?:kubernetes|k8s) (?:version )?(?:up to date|current|outdated|old)\b/;

/** `what version of kubernetes are we running`. */
export const versionLook: LookForm = (question, look) => {
  if (!asks.test(question.text.toLowerCase()) || /\bnodes?\b/i.test(question.text)) return null;
  const version = { command: "kubectl version", reason: "Shows the versions of the client and of the cluster." };
  const piece = look.read(version.command);
  if (piece === undefined) return { ask: [version] };
  const lines = piece.stdout.split("\n");
  const at = lines.findIndex((text) => text.startsWith("Server Version: "));
  if (!isGood(piece) || at < 0) return null;
  const client = /^Client Version: (\S{1,60})/m.exec(piece.stdout)?.[1];
  return {
    answered: {
      summary: `The cluster runs Kubernetes ${lines[at]!.slice("Server Version: ".length).trim()}${client === undefined ? "" : `; kubectl is ${client}`}.`,
      lines: [{ command: piece.command, line: at + 1, text: lines[at]! }],
    },
  };
};

import { posix } from "node:path";
import { commandLine, type Inside } from "./inside.ts";
import { connect } from "./network.ts";
import type { Condition } from "./program.ts";
import { numberOf } from "./quantity.ts";
import type { World } from "./world.ts";

/** Whether a condition holds inside a container, and if not, what the system says about it. */
export type Held = { readonly holds: true } | { readonly holds: false; readonly error: string };

const yes: Held = { holds: true };

export async function holds(condition: Condition, inside: Inside, world: World): Promise<Held> {
  if ("env" in condition) return judge(hasVariable(condition, inside), `${condition.env} is not set`);
  if ("file" in condition) return hasFile(condition, inside);
  if ("argument" in condition)
    return judge(commandLine(inside.container).includes(condition.argument), "unknown argument");
  if ("reaches" in condition) return reaches(condition.reaches, inside, world);
  if ("memoryLimit" in condition) return judge(hasMemory(condition.memoryLimit, inside), "Cannot allocate memory");
  if ("user" in condition) return judge(userOf(inside) === condition.user, "Operation not permitted");
  if ("writes" in condition) return writes(condition.writes, inside);
  if ("may" in condition) return mayDo(condition, inside, world);
  if ("not" in condition) return judge(!(await holds(condition.not, inside, world)).holds, "");
  let last: Held = { holds: false, error: "" };
  for (const each of condition.any) {
    last = await holds(each, inside, world);
    if (last.holds) return last;
  }
  return last;
}

function judge(isSo: boolean, error: string): Held {
  return isSo ? yes : { holds: false, error };
}

function hasVariable(condition: { env: string; is?: string; matches?: string }, inside: Inside): boolean {
  const value = inside.environment.get(condition.env);
  if (condition.is !== undefined) return value === condition.is;
  if (condition.matches !== undefined) return new RegExp(condition.matches).test(value ?? "");
  return value !== undefined && value !== "";
}

function hasFile(condition: { file: string; contains?: string }, inside: Inside): Held {
  const text = inside.file(condition.file);
  if (text === undefined) return { holds: false, error: `open ${condition.file}: no such file or directory` };
  return judge(text.includes(condition.contains ?? ""), `${condition.file}: "${condition.contains}" is missing`);
}

function reaches(target: string | { env: string }, inside: Inside, world: World): Held {
  const address = typeof target === "string" ? target : (inside.environment.get(target.env) ?? "");
  const error = connect(inside.pod, address, world);
  return error === undefined ? yes : { holds: false, error };
}

function hasMemory(quantity: string, inside: Inside): boolean {
  const limit = inside.container.resources?.limits?.memory;
  return limit === undefined || numberOf(limit) >= numberOf(quantity);
}

/** The user the container runs as: its own security context, the pod's, the image's. */
export function userOf({
  pod,
  container,
  program,
}: Pick<Inside, "pod" | "container" | "program">): "root" | "non-root" {
  const uid = container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
  if (uid !== undefined) return uid === 0 ? "root" : "non-root";
  return program.user ?? "root";
}

function writes(folder: string, inside: Inside): Held {
  const mount = [...inside.mounts]
    .sort((a, b) => b.path.length - a.path.length)
    .find(({ path }) => `${folder}/`.startsWith(`${posix.normalize(path).replace(/\/$/, "")}/`));
  const isReadOnly = mount?.readOnly ?? inside.container.securityContext?.readOnlyRootFilesystem === true;
  return judge(!isReadOnly, `open ${folder}: Read-only file system`);
}

async function mayDo(
  condition: { may: string; resource: string; group?: string; namespace?: string },
  { pod }: Inside,
  world: World,
): Promise<Held> {
  const account = pod.spec.serviceAccountName ?? "default";
  const user = `system:serviceaccount:${pod.metadata.namespace}:${account}`;
  const namespace = condition.namespace ?? pod.metadata.namespace;
  const { may: verb, resource, group = "" } = condition;
  const review = await world.api.create("/apis/authorization.k8s.io/v1/subjectaccessreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: {
      user,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${pod.metadata.namespace}`, "system:authenticated"],
      resourceAttributes: { verb, resource, group, namespace },
    },
  });
  const error = `${resource}${group && `.${group}`} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "${namespace}"`;
  return judge(review.status.allowed === true, error);
}

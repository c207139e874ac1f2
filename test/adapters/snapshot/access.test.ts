import { describe, expect, test } from "vitest";
import { type Attributes, access } from "../../../src/adapters/snapshot/access.ts";

const rbac = (kind: string, metadata: object, rest: object) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind,
  metadata,
  ...rest,
});

const recorded = access([
  rbac(
    "Role",
    { name: "reader", namespace: "shop" },
    {
      rules: [
        { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list"] },
        { apiGroups: [""], resources: ["configmaps"], resourceNames: ["only"], verbs: ["get"] },
      ],
    },
  ),
  rbac(
    "RoleBinding",
    { name: "readers", namespace: "shop" },
    {
      roleRef: { kind: "Role", name: "reader" },
      subjects: [
        { kind: "ServiceAccount", name: "bot", namespace: "ci" },
        { kind: "User", name: "ann" },
      ],
    },
  ),
  rbac(
    "ClusterRole",
    { name: "nodes" },
    {
      rules: [
        { apiGroups: ["*"], resources: ["nodes"], verbs: ["*"] },
        { nonResourceURLs: ["/healthz", "/metrics/*"], verbs: ["get"] },
      ],
    },
  ),
  rbac(
    "ClusterRoleBinding",
    { name: "everybody" },
    {
      roleRef: { kind: "ClusterRole", name: "nodes" },
      subjects: [{ kind: "Group", name: "system:authenticated" }],
    },
  ),
]);

const ann = { user: "ann", groups: [] };
const bot = { user: "system:serviceaccount:ci:bot", groups: [] };
const wanted = (verb: string, resource: string, rest: Partial<Attributes> = {}): Attributes => ({
  verb,
  resource,
  group: "",
  subresource: "",
  namespace: "shop",
  name: "",
  ...rest,
});

describe("the recorded roles and bindings decide", () => {
  test.each([
    ["a user may read what a role lets them", ann, wanted("list", "pods"), true],
    ["and its subresources when they are named", ann, wanted("get", "pods", { subresource: "log" }), true],
    ["and no others", ann, wanted("get", "pods", { subresource: "exec" }), false],
    ["no other verb", ann, wanted("delete", "pods"), false],
    ["no other namespace", ann, wanted("list", "pods", { namespace: "data" }), false],
    ["no other group", ann, wanted("list", "pods", { group: "metrics.k8s.io" }), false],
    ["a named object", ann, wanted("get", "configmaps", { name: "only" }), true],
    ["no object of another name", ann, wanted("get", "configmaps", { name: "other" }), false],
    ["a service account", bot, wanted("get", "pods"), true],
    ["not somebody else", { user: "eve", groups: [] }, wanted("get", "pods"), false],
    ["a group that everybody is in", { user: "eve", groups: [] }, wanted("delete", "nodes", { namespace: "" }), true],
    ["a path", ann, wanted("get", "", { path: "/metrics/x" }), true],
    ["no other path", ann, wanted("get", "", { path: "/logs" }), false],
    ["masters may everything", { user: "root", groups: ["system:masters"] }, wanted("delete", "secrets"), true],
  ])("%s", (_name, identity, attributes, allowed) => {
    expect(recorded.decide(identity, attributes).allowed).toBe(allowed);
  });

  test("with the reason of the real authorizer", () => {
    expect(recorded.decide(bot, wanted("get", "pods")).reason).toBe(
      'RBAC: allowed by RoleBinding "readers/shop" of Role "reader" to ServiceAccount "bot/ci"',
    );
  });

  test("a recording without roles says so", () => {
    expect(access([]).decide(ann, wanted("get", "pods"))).toEqual({
      allowed: false,
      reason: "this recording holds no roles and no bindings",
    });
  });
});

import { describe, expect, test } from "vitest";
import type { KubectlCommand } from "../../../src/core/kubectl/command.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";

function command(text: string, files: Record<string, string> = {}): KubectlCommand {
  const parsed = parseCommand(text, { files });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.command;
}

function refusal(text: string, files: Record<string, string> = {}) {
  const parsed = parseCommand(text, { files });
  if (parsed.ok) throw new Error(`parsed: ${JSON.stringify(parsed.command)}`);
  return parsed.refusal;
}

const flags = (text: string) => command(text).flags.map(({ name, value }) => `${name}=${value}`);

describe("flags are read as pflag reads them", () => {
  test.each([
    ["kubectl get pods -Aowide", ["all-namespaces=true", "output=wide"]],
    ["kubectl get pods -A -o wide", ["all-namespaces=true", "output=wide"]],
    ["kubectl get pods -n=prod", ["namespace=prod"]],
    ["kubectl get pods -nprod", ["namespace=prod"]],
    ["kubectl get pods --namespace prod", ["namespace=prod"]],
    ["kubectl -n prod get pods", ["namespace=prod"]],
    ["kubectl get -n prod pods -o json", ["namespace=prod", "output=json"]],
    ["kubectl get pods --all_namespaces", ["all-namespaces=true"]],
    ["kubectl get pods --watch=F", ["watch=false"]],
    ["kubectl get pods -A=0", ["all-namespaces=false"]],
    ["kubectl get pods -sx", ["server=x"]],
    ["kubectl logs -fp web", ["follow=true", "previous=true"]],
    ["kubectl logs -fcapp web", ["follow=true", "container=app"]],
    ["kubectl logs -fc=app web", ["follow=true", "container=app"]],
    ["kubectl delete pod web --dry-run", ["dry-run=client"]],
    ["kubectl delete pod web --cascade", ["cascade=background"]],
    ["kubectl get pods -l a=b -l c=d", ["selector=a=b", "selector=c=d"]],
    ["kubectl get pods -l ''", ["selector="]],
    ["kubectl get pods --selector=-x", ["selector=-x"]],
    ["kubectl get pods -l -A", ["selector=-A"]],
    ["kubectl apply -f - --validate=false", ["filename=-", "validate=false"]],
  ])("%s", (text, expected) => {
    expect(parseCommand(text, { files: { "-": "" } })).toMatchObject({ ok: true });
    const { flags } = command(text, { "-": "" });
    expect(flags.map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  test("`--dry-run client` leaves `client` an argument, since the value counts only behind `=`", () => {
    const parsed = command("kubectl delete pod web --dry-run client");
    expect(parsed.args).toEqual(["pod", "web", "client"]);
  });

  test("a flag knows where it stands in the text", () => {
    expect(command("kubectl get pods -n prod").flags).toEqual([{ name: "namespace", value: "prod", position: 17 }]);
  });

  test("-f is --follow behind logs and --filename behind apply", () => {
    expect(flags("kubectl logs -f web")).toEqual(["follow=true"]);
    expect(flags("kubectl apply -f x.yaml")).toEqual(["filename=x.yaml"]);
  });
});

describe("verbs", () => {
  test.each([
    ["kubectl get pods", "get"],
    ["kubectl rollout status deploy/web", "rollout status"],
    ["kubectl rollout -n shop status deploy/web", "rollout status"],
    ["kubectl --namespace=shop rollout status deploy/web", "rollout status"],
    ["kubectl create cm app", "create configmap"],
    ["kubectl create -n shop secret generic db", "create secret generic"],
    ["kubectl create svc clusterip web --tcp=80", "create service clusterip"],
    ["kubectl top po", "top pod"],
    ["kubectl auth can-i get pods", "auth can-i"],
    ["kubectl cluster-info", "cluster-info"],
    ["kubectl cluster-info dump", "cluster-info dump"],
    ["kubectl apply view-last-applied deploy/web", "apply view-last-applied"],
    ["kubectl -n get delete pod web", "delete"],
    ["kubectl -ojson get pods", "get"],
  ])("%s is `%s`", (text, verb) => {
    expect(command(text).verb).toBe(verb);
  });
});

describe("what runs in a container stays apart", () => {
  test("exec", () => {
    expect(command("kubectl exec web -c app -- sh -c 'ls -l | wc'")).toMatchObject({
      args: ["web"],
      trailing: ["sh", "-c", "ls -l | wc"],
    });
  });

  test("flags behind `--` belong to the container's command", () => {
    expect(command("kubectl exec web -- ls --dry-run=client -n x").flags).toEqual([]);
  });

  test("`--` behind other verbs only ends the flags", () => {
    const parsed = command("kubectl get -- pods web");
    expect(parsed.args).toEqual(["pods", "web"]);
    expect(parsed).not.toHaveProperty("trailing");
  });
});

describe("words are read as a POSIX shell reads them", () => {
  test.each([
    ["kubectl get po\\ds", ["pods"]],
    ["kubectl get 'po'\"ds\"", ["pods"]],
    ["kubectl get pods \\\n web-0", ["pods", "web-0"]],
    ["kubectl get pods \\\r\n web-0", ["pods", "web-0"]],
    ["kubectl annotate pod web 'note=a \\ \" $x'", ["pod", "web", 'note=a \\ " $x']],
    ['kubectl annotate pod web "note=a \\" \\\\ \\$x \\n"', ["pod", "web", 'note=a " \\ $x \\n']],
    ["kubectl annotate pod web note=it\\'s", ["pod", "web", "note=it's"]],
  ])("%j", (text, args) => {
    expect(command(text).args).toEqual(args);
  });
});

describe("standard input comes from the files of the command", () => {
  test.each([
    ["kubectl apply -f -", { "-": "kind: Pod" }],
    ["kubectl apply -f -", { stdin: "kind: Pod" }],
    ["kubectl apply -f web.yaml", { "web.yaml": "kind: Pod" }],
  ])("%s with %j", (text, files) => {
    const parsed = command(text, files);
    expect(parsed.stdin).toBe("kind: Pod");
    expect(parsed.flags.map(({ value }) => value)).toEqual(["-"]);
  });

  test("without them `-f -` is refused, also when the prototype has a property of that name", () => {
    expect(refusal("kubectl apply -f -").reason).toContain("none came with it");
    expect(command("kubectl apply -f toString").stdin).toBeUndefined();
    expect(command("kubectl apply -f __proto__").stdin).toBeUndefined();
  });
});

test("filters keep their words", () => {
  expect(command("kubectl get pods | grep -v 'a b' | awk '{print $1}'").filters).toEqual([
    { program: "grep", args: ["-v", "a b"] },
    { program: "awk", args: ["{print $1}"] },
  ]);
});

describe("a refusal says where, what and why", () => {
  test.each([
    ["", 0, "", "there is no command"],
    ["kubectl", 7, "", "no verb"],
    ["kubectl get pods; rm -rf /", 16, ";", "joins two commands"],
    ["kubectl get pods && kubectl get svc", 17, "&&", "joins two commands"],
    ["kubectl get pods || true", 17, "||", "joins two commands"],
    ["kubectl get pods 2>&1", 17, "2>&1", "not needed"],
    ["kubectl get pods 2>/dev/null | grep x", 17, "2>/dev/null", "not needed"],
    ["kubectl get pods > x", 17, ">", "write a file"],
    ["kubectl get pods -n $NS", 20, "$", "single quotes"],
    ["kubectl get pods $(id)", 17, "$(", "run another command"],
    ["kubectl logs <pod>", 13, "<", "placeholder"],
    ["kubectl apply -f - <<EOF", 19, "<<", "here-document"],
    ["kubectl get pods web-*", 21, "*", "quotes"],
    ["kubectl get pods # x", 17, "#", "comment"],
    ["kubectl get pods\nkubectl get svc", 16, "\n", "only one command"],
    ["kubectl get 'pods", 12, "'", "never closed"],
    ["A=b kubectl get pods", 0, "A=b", "variable"],
    ["/usr/bin/kubectl get pods", 0, "/usr/bin/kubectl", "without a path"],
    ["kubectl frob", 8, "frob", "no verb `frob`"],
    ["kubectl log web", 8, "log", "`kubectl logs` is meant"],
    ["kubectl -A get pods", 8, "-A", "behind the verb"],
    ["kubectl get pods --frob", 17, "--frob", "no flag `--frob`"],
    ["kubectl get pods -Awide", 17, "-i", "no flag `-i`"],
    ["kubectl get pods -o", 17, "-o", "needs a value"],
    ["kubectl get pods -o xml", 17, "xml", "output formats"],
    ["kubectl scale deploy web --replicas=two", 25, "two", "whole number"],
    ["kubectl exec web ls", 17, "ls", "put `--` between"],
    ["kubectl get pods/a/b", 12, "pods/a/b", "neither TYPE nor TYPE/NAME"],
    ["kubectl get pods | xargs kubectl delete", 19, "xargs", "`xargs` is not run"],
    ["kubectl get pods | grep -r x", 24, "-r", "`-r` is not understood"],
    ["kubectl get pods | grep x /etc/passwd", 26, "/etc/passwd", "opens no file"],
    ["kubectl get\u00a0pods", 11, "\u00a0", "U+00A0"],
  ])("%j at %i", (text, position, found, reason) => {
    const refused = refusal(text);
    expect(refused).toMatchObject({ position, found });
    expect(refused.reason).toContain(reason);
  });
});

test("a text longer than the limit is refused without being read", () => {
  expect(refusal(`kubectl get pods ${"a ".repeat(100_000)}`).reason).toContain("longer than");
});

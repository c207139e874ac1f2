import { expect, test } from "vitest";
import { spelledOut } from "../../../src/core/planner/question/shorthand/spelled-out.ts";
import { casualOrders, casualQuestions } from "./questions/casual-questions.ts";
import { changeQuestions } from "./questions/change-questions.ts";
import { colleagueQuestions } from "./questions/colleague-questions.ts";
import { detailedQuestions } from "./questions/detailed-questions.ts";
import { everydayOrders } from "./questions/everyday-orders.ts";
import { everydayQuestions } from "./questions/everyday-questions.ts";
import { inspectQuestions } from "./questions/inspect-questions.ts";
import { observeQuestions } from "./questions/observe-questions.ts";
import { isSameCommand } from "./questions/same-command.ts";
import { plainOf, shorthands } from "./questions/shorthand.ts";
import { translate } from "./situations.ts";

const rows = [
  ...casualQuestions, ...casualOrders, ...changeQuestions, ...colleagueQuestions, ...detailedQuestions, ...everydayOrders,
  ...everydayQuestions, ...inspectQuestions, ...observeQuestions,
]; // biome-ignore format: one list

const answered = new Map<string, Promise<boolean>>();

/** Whether a plain question is answered right at all. */
function isAnswered(question: string, answers: readonly string[]): Promise<boolean> {
  const known = answered.get(question) ?? isRight(question, answers);
  answered.set(question, known);
  return known;
}

async function isRight(question: string, answers: readonly string[]): Promise<boolean> {
  const said = await translate(question);
  return answers.some((one) => isSameCommand(said, one));
}

/** Each way to type has questions of its own, as many as are read in a moment. */
const mostRows = 45;

/** How many of them may be read otherwise; 2 where nothing is said, as the sample moves with the questions. */
const unread: Readonly<Record<string, number>> = { "no articles": 4, "no `of`": 7, "the place behind a comma": 4 };

test.each(Object.entries(shorthands))("typed with %s, a question is answered the same", async (name, put) => {
  const typed = rows.flatMap(([question, ...answers]) => {
    const said = put(plainOf(question, answers[0]!));
    return said === null ? [] : [{ question, said, answers }];
  });
  const step = Math.max(1, Math.floor(typed.length / mostRows));
  const start = Object.keys(shorthands).indexOf(name) % step;
  const wrong: string[] = [];
  for (let at = start; at < typed.length; at += step) {
    const { question, said, answers } = typed[at]!;
    if (!(await isAnswered(question, answers)) || (await isRight(said, answers))) continue;
    wrong.push(`${said} -> ${await translate(said)}`);
  }
  expect(typed.length).toBeGreaterThan(0);
  expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(unread[name] ?? 2);
});

const none: ReadonlySet<string> = new Set();

test.each([
  ["sts rabbit down 2 zero in mq", "scale statefulset rabbit to 0 replicas in mq"],
  ["deploy api: replicas 3 -> 5 (prod)", "scale deploy api to 5 replicas in namespace prod"],
  ["iot ns pods sorted by restarts", "pods sorted by restarts in namespace iot"],
  ["rm the maintenance taint off n14", "remove taint maintenance from node n14"],
  ["ok so um logs 4 pod web-0 b4 it crashed thx", "logs for pod web-0 before it crashed"],
  ["freeze rollouts on deploy catalog, shop", "pause the rollout of deployment catalog in namespace shop"],
  ["svc grafana in mon shld be NodePort", "change the type of service grafana in mon to NodePort"],
])("%s is %s", (typed, meant) => {
  expect(spelledOut(typed, none)).toBe(meant);
});

test.each([
  ["delete pod mem in prod"],
  ["logs of the pod named evts"],
  ["restart deployment kick in ns img"],
  ['find "evts w/o n" in the logs of deployment web'],
  ["describe configmap val in namespace cur"],
  ["delete pods web-0, web-1"],
  ["restart deployments api, web"],
  ["delete deployment web, api"],
  ["scale deployment web to 4"],
  ["why is web slow, any idea"],
])("%s: names stay as they are", (text) => {
  expect(spelledOut(text, none)).toBe(text);
});

test("a name that the thread has shown is no short form", () => {
  expect(spelledOut("show evts please", new Set(["evts"]))).toBe("show evts please");
});

test("a label that is put on a namespace makes none", async () => {
  expect(await translate("slap label team=blue on ns sandbox")).toBe("kubectl label namespace sandbox team=blue");
});

test.each([
  ["freeze"],
  ["nuke it maybe?"],
  ["slap label team=blue on ns sandbox -> or create it"],
  ["deployment web restart?"],
  ["deletion of pod web-0 hangs"],
  ["pod web-0, web-1 drain"],
  ["node n3 cordon failed"],
])("%s orders nothing", async (text) => {
  expect(await translate(text)).not.toMatch(
    /kubectl (?:delete|create|drain|cordon|scale|rollout restart|rollout pause)/,
  );
});

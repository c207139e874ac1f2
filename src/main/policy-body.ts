import { z } from "zod";
import { type FreezeWindow, weekdays } from "../core/policy/freeze.ts";
import { isResourceWord, verbWord } from "../core/policy/reach.ts";

const namespaces = z.array(
  z.string("a namespace name was expected").regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "a namespace name was expected"),
  "a list of namespace names was expected",
);

/** Reads a text, or says what was expected. */
function text<T>(expected: string, read: (given: string) => T | null) {
  return z.string(`${expected} was expected`).transform((given, context) => {
    const value = read(given);
    if (value !== null) return value;
    context.addIssue({ code: "custom", message: `${JSON.stringify(given)}: ${expected} was expected` });
    return z.NEVER;
  });
}

function oneOf<const T extends string>(...words: readonly T[]) {
  return z.enum(words, `one of ${words.join(", ")} was expected`);
}

/** At least one word: an empty list would mean nothing at all, or everything. */
const words = (word: z.ZodType<string, string>) =>
  z
    .array(word, "a list was expected")
    .min(1, "at least one was expected; leave the field out for any")
    .nullable()
    .default(null);

const reach = z
  .strictObject(
    {
      verbs: words(text("a verb of kubectl, such as delete or rollout restart,", verbWord)),
      resources: words(
        text(
          "a kind of Kubernetes such as deployments, or a custom one with its group (widgets.example.com),",
          (word) => (isResourceWord(word) ? word : null),
        ),
      ),
      namespaces: namespaces.min(1, "at least one was expected; leave the field out for any").nullable().default(null),
    },
    { error: (issue) => (issue.code === "invalid_type" ? "verbs, resources or namespaces were expected" : undefined) },
  )
  .refine(
    (given) => given.verbs !== null || given.resources !== null || given.namespaces !== null,
    "verbs, resources or namespaces were expected",
  );

const reaches = z.array(reach, "a list of {verbs, resources, namespaces} was expected");

const instant = text("a time such as 2026-12-24T18:00:00+01:00", (given) => {
  const match = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-][01]\d:[0-5]\d)$/.exec(
    given,
  );
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
  return isDay ? Date.parse(given) : null;
});

const minuteOfDay = text('a time of day such as "18:00"', (given) => {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(given);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
});

const timezone = text("a time zone such as Europe/Berlin", (given) => {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: given });
    return given;
  } catch {
    return null;
  }
});

const reason = z.string("a sentence was expected").max(500).nullable().default(null);

const once = z
  .strictObject({ from: instant, to: instant, reason })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "a time after `from` was expected" })
  .transform((window): FreezeWindow => ({ kind: "once", ...window }));

const weekly = z
  .strictObject({
    days: z.array(oneOf(...weekdays), "a list of days was expected").min(1, "at least one day was expected"),
    from: minuteOfDay,
    to: minuteOfDay,
    timezone,
    reason,
  })
  .transform((window): FreezeWindow => ({ kind: "weekly", ...window }));

export const noSuchField = "there is no such field";

/** With `days` it is a weekly one; one schema alone then says what is wrong with it. */
const freezeWindow = z.unknown().transform((given, context): FreezeWindow => {
  const isObject = typeof given === "object" && given !== null;
  const isWeekly = isObject && ("days" in given || "timezone" in given);
  if (!isObject) {
    context.addIssue({ code: "custom", message: "a window with `from` and `to` was expected" });
    return z.NEVER;
  }
  const checked = isWeekly ? weekly.safeParse(given) : once.safeParse(given);
  if (checked.success) return checked.data;
  for (const { path, message, ...issue } of checked.error.issues) {
    const fields = issue.code === "unrecognized_keys" ? issue.keys : [];
    if (fields.length === 0) context.addIssue({ code: "custom", path, message });
    for (const field of fields) context.addIssue({ code: "custom", path: [...path, field], message: noSuchField });
  }
  return z.NEVER;
});

const limits = {
  mode: oneOf("read-only", "approve").optional(),
  sensitiveReads: oneOf("ask", "run", "refuse").optional(),
  protectedNamespaces: namespaces.optional(),
  visibleNamespaces: namespaces.nullable().optional(),
  frozen: z.boolean("true or false was expected").optional(),
  freeze: z.array(freezeWindow, "a list of windows was expected").optional(),
  allow: reaches.optional(),
  deny: reaches.optional(),
};

/** In place of zod's own words; fields that do not exist are told one by one. */
const fields = {
  error: ({ code }: { code?: string | undefined }) =>
    code === "invalid_type" ? "fields and their values were expected" : undefined,
};

const key = z.strictObject(
  {
    name: text("a name of lower-case letters, digits, dots and dashes, other than api-key and anonymous,", (given) =>
      /^[a-z0-9][a-z0-9.-]{0,62}$/.test(given) && !["api-key", "anonymous"].includes(given) ? given : null,
    ),
    keySha256: z
      .string("the SHA-256 of the key was expected")
      .regex(/^[0-9a-fA-F]{64}$/, "the SHA-256 of the key was expected: 64 hexadecimal digits")
      .transform((digits) => digits.toLowerCase()),
    ...limits,
  },
  fields,
);

/** The policy file as it is written; docs/policy.md tells each field. */
export const policyBody = z.strictObject(
  { ...limits, keys: z.array(key, "a list of keys was expected").optional() },
  fields,
);

export type PolicyBody = z.infer<typeof policyBody>;

/** Two names of which one was most likely meant to be the other. */
export const isNear = (one: string, other: string): boolean => {
  if (one === other || belongsBeside.test(one) !== belongsBeside.test(other)) return false;
  const [left, right] = [bareOf(one), bareOf(other)];
  if (left === "" || right === "") return false;
  if (left === right || isSlip(left, right)) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  const rest = long.startsWith(short)
    ? long.slice(short.length)
    : long.endsWith(short)
      ? long.slice(0, -short.length)
      : "";
  return (
    short.length >= 4 &&
    /^s?(?:v?\d{1,3}|prod|production|staging|stage|dev|test|qa|new|old|prd|stg|uat|eu|us)$/.test(rest)
  );
};

/** Queues that belong to others on purpose. */
export const belongsBeside =
  /dlq|dlt|dead|retry|error|fail|delay|repl(?:y|ies)|response|result|audit|parking|deferred|priority|changelog|repartition/i;

/** What is left of a name without what people write in one way and in another. */
const bareOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .replace(/(?:queue|topic|stream)$/, "")
    .replace(/s$/, "");

/** One letter too many, too few, or another one. */
const isSlip = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < 5) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const rest = [one, other].map((name) => name.slice(start, name.length - end));
  return rest.every((part) => part.length <= 1) && !rest.every((part) => /^\d$/.test(part));
};

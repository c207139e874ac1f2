/** What a command can do, least first. */
export const risks = ["read", "sensitive", "write", "destructive", "forbidden"] as const;
export type Risk = (typeof risks)[number];

/** Who wants a command to run: nobody in particular (`execute_all`, a loop), or a person who approved exactly this command. */
export type Asker = "unattended" | "person";

/** `run`: it may run now. `ask`: only after a person approved exactly this command. `refuse`: not at all. Always with the rule that decided. */
export type Decision = {
  readonly verdict: "run" | "ask" | "refuse";
  readonly risk: Risk;
  readonly rule: string;
  readonly reason: string;
};

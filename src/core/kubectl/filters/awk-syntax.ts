/** What can be assigned. */
export type Place =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "field"; readonly index: Expression }
  | { readonly kind: "element"; readonly name: string; readonly index: Expression };

/** What has a value. A pattern alone is matched against the whole line. */
export type Expression =
  | Place
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "choice"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly kind: "assign";
      readonly place: Place;
      readonly operator: string;
      readonly value: Expression;
      readonly givesOld: boolean;
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] };

export type Statement =
  | { readonly kind: "print"; readonly values: readonly Expression[] }
  | { readonly kind: "printf"; readonly values: readonly Expression[] }
  | { readonly kind: "next" }
  | { readonly kind: "expression"; readonly value: Expression }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly yes: readonly Statement[];
      readonly no: readonly Statement[];
    }
  | { readonly kind: "each"; readonly name: string; readonly array: string; readonly body: readonly Statement[] };

/** A pattern with its action; no pattern is every line, no action prints the line. */
export type Item = { readonly when: "begin" | "end" | Expression | null; readonly body: readonly Statement[] | null };

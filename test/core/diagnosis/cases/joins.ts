import type { Case } from "../case.ts";

export const joinCases: readonly Case[] = [];

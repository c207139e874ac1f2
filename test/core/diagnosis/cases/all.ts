import type { Case } from "../case.ts";
import { imageCases } from "./images.ts";

export const cases: readonly Case[] = [...imageCases];

import { z } from "zod";

export const Message = z.object({ text: z.string() });

export const looseWords: readonly { selector: string; message: string }[];

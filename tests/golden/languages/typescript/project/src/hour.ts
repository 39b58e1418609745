export type Hour = number;

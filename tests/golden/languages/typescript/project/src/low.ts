export * from "./low";
export declare function low(day: number): number;

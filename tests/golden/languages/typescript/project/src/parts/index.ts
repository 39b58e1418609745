export { default as part } from "./part";
export { gone } from "./nowhere";

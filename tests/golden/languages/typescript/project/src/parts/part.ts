/** Cuts. */
export default function (table: object) {}

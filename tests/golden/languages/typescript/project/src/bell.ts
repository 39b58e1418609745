export class Bell {
  constructor(public times: number) {}
  ring(): void {}
}
export const quiet = function (bell: Bell) {};
export type Sound = 'dong' | 'ding';
export function notPassedOn() {}

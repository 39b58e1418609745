import * as tides from '@ada-example/tides';

// The next one.
const hours = await tides.nextHigh('Cuxhaven');
console.log(hours.map((hour) => tides.round(hour)));

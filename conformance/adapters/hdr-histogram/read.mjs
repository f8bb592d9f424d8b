// Standard input: a histogram in HdrHistogram's V2 form on each line.
// Standard output: for each, a line of JSON with what hdr-histogram-js reads in it, and the same histogram written by it.
import { createInterface } from "node:readline";
import hdr from "hdr-histogram-js";

const percentiles = [1, 50, 90, 99, 99.9, 99.99, 100];

for await (const line of createInterface({ input: process.stdin })) {
  const histogram = hdr.decodeFromCompressedBase64(line, 64);
  console.log(
    JSON.stringify({
      count: histogram.totalCount,
      digits: histogram.numberOfSignificantValueDigits,
      percentiles: percentiles.map((percent) => [percent, histogram.getValueAtPercentile(percent)]),
      again: hdr.encodeIntoCompressedBase64(histogram),
    }),
  );
}

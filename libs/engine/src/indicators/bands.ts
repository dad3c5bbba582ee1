/** An average and the bands above and below it. */
export interface Bands {
  upper: Float64Array;
  middle: Float64Array;
  lower: Float64Array;
}

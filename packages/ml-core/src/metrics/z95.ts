/** The two-sided 95 % point of the standard normal: a 95 % interval reaches this many standard deviations either way. */
export const Z_95 = 1.959963984540054;

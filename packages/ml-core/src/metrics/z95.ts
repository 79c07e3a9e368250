/** Two-sided 95 % point of the standard normal: an interval of a normal figure reaches so many deviations. */
export const Z_95 = 1.959963984540054;

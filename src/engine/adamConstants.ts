/** Adam's constants (Kingma & Ba 2015), for the optimiser on the host and, as literals, for the kernels. */
export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const EPSILON = 1e-8;

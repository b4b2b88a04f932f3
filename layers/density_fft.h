/* density_fft.h - convolution on a periodic grid by FFTW, where the build has it. */
#ifndef CM_DENSITY_FFT_H
#define CM_DENSITY_FFT_H

#include <clustermap/density.h>
#include <stdbool.h>
#include <stddef.h>

/* Whether this build can. */
bool cm__fft_exists(void);

/* The least even number of n or more that has no factor but 2, 3, 5, 7. */
size_t cm__fft_size(size_t n);

/* Rows of so many numbers; a row begins every stride numbers, of which the last are scratch. Values
 * must be aligned to 64 bytes. */
typedef struct cm__fft_grid {
    double *values;
    size_t columns, rows, stride;
} cm__fft_grid;

size_t cm__fft_stride(size_t columns);

/* What each frequency is multiplied by: factors[row] for one column of the transform, whose
 * frequencies are column / columns and row / rows (rows over half are negative ones). */
typedef struct cm__fft_filter {
    void (*fill)(double *factors, size_t column, const void *context);
    const void *context;
} cm__fft_filter;

/* Transforms, multiplies and transforms back, unscaled: the result is columns * rows too large. The
 * same bytes for any number of threads. CM_OK, CM_ERR_NOMEM, CM_ERR_STOPPED, or CM_ERR_DOMAIN
 * without FFTW. */
CM_MUST_CHECK cm_status cm__fft_convolve(const cm__fft_grid *grid, const cm__fft_filter *filter,
                                         const cm_density_options *options);

#endif

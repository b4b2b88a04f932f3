/* test_density_fft.c - tests layers/density_fft.c. */
#include "layers/density_fft.h"
#include "tests/density_fixture.h"

TEST(sizes_have_small_factors)
{
    static const size_t rows[][2] = {{0, 2}, {2, 2}, {11, 12}, {1083, 1120}, {4309, 4320}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(cm__fft_size(rows[i][0]) == rows[i][1]);
}

static void fill_one(double *factors, size_t column, const void *context)
{
    (void)column;
    for (size_t i = 0; i < *(const size_t *)context; i++)
        factors[i] = 1;
}

TEST(there_and_back_is_the_same)
{
    enum { COLUMNS = 30, ROWS = 14, STRIDE = 32 };
    _Alignas(64) double values[ROWS * STRIDE] = {0};
    const size_t rows = ROWS;
    const cm__fft_grid grid = {values, COLUMNS, ROWS, cm__fft_stride(COLUMNS)};
    const cm__fft_filter filter = {fill_one, &rows};
    const cm_density_options options = CM_DENSITY_OPTIONS_INIT;

    CHECK(grid.stride == STRIDE);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < COLUMNS; j++)
            values[i * STRIDE + j] = (double)(i * 7 + j * 3 % 11);
    if (!cm__fft_exists()) {
        CHECK(cm__fft_convolve(&grid, &filter, &options) == CM_ERR_DOMAIN);
        return;
    }
    CHECK(cm__fft_convolve(&grid, &filter, &options) == CM_OK);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < COLUMNS; j++)
            CHECK_NEAR(values[i * STRIDE + j], COLUMNS * ROWS * (double)(i * 7 + j * 3 % 11), 1e-9);
}

TEST_MAIN(RUN(sizes_have_small_factors), RUN(there_and_back_is_the_same))

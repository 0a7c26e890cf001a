// The Mandelbrot set as characters: z -> z^2 + c in double precision until it escapes.  The inner
// loop is short, and how often it runs nobody can predict.
//
//   mandelbrot [WIDTH [ITERATIONS]]
#include "../common/sample.h"

enum { COLUMNS = 72 };

static const char SHADES[] = " .,:;-=+*o%#@";

static int escape_time(double cx, double cy, int limit) {
    double x = 0.0;
    double y = 0.0;
    for (int i = 0; i < limit; i++) {
        double xx = x * x;
        double yy = y * y;
        if (xx + yy > 4.0) {
            return i;
        }
        y = 2.0 * x * y + cy;
        x = xx - yy + cx;
    }
    return limit;
}

int main(int argc, char **argv) {
    int width = (int)number_argument(argc, argv, 1, 576);
    int limit = (int)number_argument(argc, argv, 2, 400);
    int height = width / 3;
    int step = width / COLUMNS > 0 ? width / COLUMNS : 1;
    uint64_t sum = MIX_START;
    long inside = 0;
    long steps = 0;
    for (int row = 0; row < height; row++) {
        double cy = -1.25 + 2.5 * row / height;
        for (int column = 0; column < width; column++) {
            double cx = -2.1 + 2.8 * column / width;
            int time = escape_time(cx, cy, limit);
            sum = mix(sum, (uint64_t)time);
            inside += time == limit;
            steps += time;
            if (row % step == 0 && column % step == 0) {
                int shade = time == limit ? (int)sizeof SHADES - 2 : time * 11 / (time + 9);
                putchar(SHADES[shade]);
            }
        }
        if (row % step == 0) {
            putchar('\n');
        }
    }
    printf("%d x %d points, %ld inside, %ld steps, checksum %016lx\n", width, height, inside, steps,
            (unsigned long)sum);
    return 0;
}

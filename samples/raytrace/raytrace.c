// A ray tracer in single precision: spheres above a chequered floor, two lamps, shadows and
// reflections; prints the picture as characters.
//
//   raytrace [WIDTH]
#include <math.h>

#include "../common/sample.h"

enum { SPHERES = 6, LAMPS = 2, MAX_DEPTH = 4, SHOWN_COLUMNS = 64 };

typedef struct {
    float x, y, z;
} vector;

typedef struct {
    vector centre;
    float radius;
    float brightness;
    float mirror; // the share of light that is reflected
} sphere;

typedef struct {
    float distance;
    vector point;
    vector normal;
    float brightness;
    float mirror;
} hit;

static const sphere SCENE[SPHERES] = {
        {{0.0f, 1.0f, 0.0f}, 1.0f, 0.9f, 0.35f},
        {{-2.1f, 0.7f, -0.6f}, 0.7f, 0.6f, 0.1f},
        {{1.9f, 0.6f, -1.1f}, 0.6f, 1.0f, 0.5f},
        {{0.8f, 0.35f, -2.0f}, 0.35f, 0.8f, 0.0f},
        {{-0.9f, 0.3f, -1.9f}, 0.3f, 0.95f, 0.2f},
        {{-0.4f, 2.5f, 1.4f}, 0.5f, 0.7f, 0.6f},
};

static const vector LAMP[LAMPS] = {{5.0f, 8.0f, -6.0f}, {-6.0f, 5.0f, -3.0f}};
static const float LAMP_POWER[LAMPS] = {0.65f, 0.35f};

static long rays;

static vector plus(vector a, vector b) { return (vector){a.x + b.x, a.y + b.y, a.z + b.z}; }
static vector minus(vector a, vector b) { return (vector){a.x - b.x, a.y - b.y, a.z - b.z}; }
static vector times(vector a, float s) { return (vector){a.x * s, a.y * s, a.z * s}; }
static float dot(vector a, vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static vector unit(vector a) { return times(a, 1.0f / sqrtf(dot(a, a))); }

// The distance to the nearest intersection in front of the eye, or 0.
static float meet_sphere(const sphere *s, vector from, vector direction) {
    vector to = minus(from, s->centre);
    float b = dot(to, direction);
    float c = dot(to, to) - s->radius * s->radius;
    float square = b * b - c;
    if (square < 0.0f) {
        return 0.0f;
    }
    float root = sqrtf(square);
    float near = -b - root;
    if (near > 1e-3f) {
        return near;
    }
    float far = -b + root;
    return far > 1e-3f ? far : 0.0f;
}

static float floor_pattern(vector point) {
    int x = (int)(point.x + 64.0f);
    int z = (int)(point.z + 64.0f);
    return (x + z) & 1 ? 0.85f : 0.25f;
}

static int trace(vector from, vector direction, hit *h) {
    *h = (hit){.distance = 1e9f};
    rays++;
    for (int i = 0; i < SPHERES; i++) {
        float distance = meet_sphere(&SCENE[i], from, direction);
        if (distance > 0.0f && distance < h->distance) {
            h->distance = distance;
            h->point = plus(from, times(direction, distance));
            h->normal = times(minus(h->point, SCENE[i].centre), 1.0f / SCENE[i].radius);
            h->brightness = SCENE[i].brightness;
            h->mirror = SCENE[i].mirror;
        }
    }
    if (direction.y < -1e-4f) {
        float distance = -from.y / direction.y;
        if (distance > 1e-3f && distance < h->distance && distance < 40.0f) {
            h->distance = distance;
            h->point = plus(from, times(direction, distance));
            h->normal = (vector){0.0f, 1.0f, 0.0f};
            h->brightness = floor_pattern(h->point);
            h->mirror = 0.15f;
        }
    }
    return h->distance < 1e8f;
}

static int in_shadow(vector point, vector to_lamp, float distance) {
    rays++;
    for (int i = 0; i < SPHERES; i++) {
        float met = meet_sphere(&SCENE[i], point, to_lamp);
        if (met > 0.0f && met < distance) {
            return 1;
        }
    }
    return 0;
}

static float shade(vector from, vector direction, int depth) {
    hit h;
    if (!trace(from, direction, &h)) {
        return 0.25f + 0.35f * (direction.y > 0.0f ? direction.y : 0.0f); // the sky
    }
    float light = 0.1f;
    for (int i = 0; i < LAMPS; i++) {
        vector to_lamp = minus(LAMP[i], h.point);
        float distance = sqrtf(dot(to_lamp, to_lamp));
        to_lamp = times(to_lamp, 1.0f / distance);
        float slope = dot(h.normal, to_lamp);
        if (slope <= 0.0f || in_shadow(h.point, to_lamp, distance)) {
            continue;
        }
        light += LAMP_POWER[i] * slope * h.brightness;
        vector half = unit(minus(to_lamp, direction));
        float gloss = dot(half, h.normal);
        for (int power = 0; power < 5; power++) { // to the 32nd
            gloss *= gloss;
        }
        light += 0.4f * gloss * LAMP_POWER[i];
    }
    if (h.mirror > 0.0f && depth < MAX_DEPTH) {
        vector reflected = minus(direction, times(h.normal, 2.0f * dot(direction, h.normal)));
        light = light * (1.0f - h.mirror) + h.mirror * shade(h.point, reflected, depth + 1);
    }
    return light;
}

int main(int argc, char **argv) {
    static const char SHADES[] = " .:-=+*#%@";
    int width = (int)number_argument(argc, argv, 1, 384);
    int height = width * 3 / 8;
    int step = width / SHOWN_COLUMNS > 0 ? width / SHOWN_COLUMNS : 1;
    vector eye = {0.0f, 1.6f, -6.5f};
    uint64_t sum = MIX_START;
    for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
            float x = (2.0f * (float)column - (float)width) / (float)width;
            float y = ((float)height - 2.0f * (float)row) / (float)width * 1.33f;
            float light = shade(eye, unit((vector){x * 0.6f, y * 0.6f - 0.08f, 1.0f}), 0);
            int level = (int)(light * 255.0f);
            level = level < 0 ? 0 : level > 255 ? 255 : level;
            sum = mix(sum, (uint64_t)level);
            if (row % step == 0 && column % step == 0) {
                putchar(SHADES[level * 10 / 256]);
            }
        }
        if (row % step == 0) {
            putchar('\n');
        }
    }
    printf("%d x %d points, %ld rays, checksum %016lx\n", width, height, rays, (unsigned long)sum);
    return 0;
}

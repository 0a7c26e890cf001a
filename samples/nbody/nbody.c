// The motion of the Sun and the four giant planets under gravitation, integrated with the leapfrog
// method in double precision.  Energy and the centre of mass hardly change; that they do not is the
// check.  Units: astronomical units, days, solar masses.  The orbits are rounded elements: circular
// enough, inclined, deterministic.
//
//   nbody [STEPS]
#include <math.h>

#include "../common/sample.h"

enum { BODIES = 5 };

typedef struct {
    double x, y, z;
    double vx, vy, vz;
    double mass;
} body;

static const char *const NAMES[BODIES] = {"Sun", "Jupiter", "Saturn", "Uranus", "Neptune"};

// The Gaussian gravitational constant, squared: AU^3 / (day^2 solar mass).
static const double G = 0.01720209895 * 0.01720209895;

static void place(body *b, double radius, double cosine, double sine, double tilt, double mass) {
    double speed = sqrt(G / radius);
    b->x = radius * cosine;
    b->y = radius * sine;
    b->z = radius * sine * tilt;
    b->vx = -speed * sine;
    b->vy = speed * cosine;
    b->vz = speed * cosine * tilt;
    b->mass = mass;
}

// Lets the whole system rest: the momentum of the planets is given to the Sun, reversed.
static void set_up(body *bodies) {
    bodies[0] = (body){.mass = 1.0};
    place(&bodies[1], 5.2044, 0.8, 0.6, 0.0227, 1.0 / 1047.35);
    place(&bodies[2], 9.5826, -0.6, 0.8, 0.0434, 1.0 / 3497.9);
    place(&bodies[3], 19.2184, 0.28, -0.96, 0.0135, 1.0 / 22902.0);
    place(&bodies[4], 30.1104, -0.96, -0.28, 0.0309, 1.0 / 19412.0);
    for (int i = 1; i < BODIES; i++) {
        bodies[0].vx -= bodies[i].vx * bodies[i].mass;
        bodies[0].vy -= bodies[i].vy * bodies[i].mass;
        bodies[0].vz -= bodies[i].vz * bodies[i].mass;
    }
}

static double energy(const body *bodies) {
    double sum = 0.0;
    for (int i = 0; i < BODIES; i++) {
        const body *a = &bodies[i];
        sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            const body *b = &bodies[j];
            double dx = a->x - b->x;
            double dy = a->y - b->y;
            double dz = a->z - b->z;
            sum -= G * a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return sum;
}

static void accelerate(body *bodies, double dt) {
    for (int i = 0; i < BODIES; i++) {
        body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            body *b = &bodies[j];
            double dx = a->x - b->x;
            double dy = a->y - b->y;
            double dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double strength = G * dt / (square * sqrt(square));
            double on_a = strength * b->mass;
            double on_b = strength * a->mass;
            a->vx -= dx * on_a;
            a->vy -= dy * on_a;
            a->vz -= dz * on_a;
            b->vx += dx * on_b;
            b->vy += dy * on_b;
            b->vz += dz * on_b;
        }
    }
}

static void drift(body *bodies, double dt) {
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += dt * bodies[i].vx;
        bodies[i].y += dt * bodies[i].vy;
        bodies[i].z += dt * bodies[i].vz;
    }
}

int main(int argc, char **argv) {
    long steps = number_argument(argc, argv, 1, 1500000);
    const double dt = 1.0;
    body bodies[BODIES];
    set_up(bodies);
    printf("energy before: %.15e\n", energy(bodies));
    for (long step = 0; step < steps; step++) {
        drift(bodies, dt / 2);
        accelerate(bodies, dt);
        drift(bodies, dt / 2);
    }
    printf("energy after:  %.15e\n", energy(bodies));
    for (int i = 0; i < BODIES; i++) {
        const body *b = &bodies[i];
        printf("%-8s %13.9f %13.9f %13.9f\n", NAMES[i], b->x, b->y, b->z);
    }
    return 0;
}

// The game of Reversi played by two programs against each other: negamax with alpha-beta pruning,
// moves ordered by the worth of their squares, one side searching deeper than the other.
//
//   reversi [DEPTH]
#include <string.h>

#include "../common/sample.h"

enum { EMPTY = 0, BLACK = 1, WHITE = -1, EDGE = 2 };

enum { WIDTH = 10, SQUARES = 100, MAX_MOVES = 34, WIN = 10000 };

// 8 by 8 squares with a rim all around, so that a walk in any direction ends without counting.
typedef struct {
    signed char square[SQUARES];
} board;

typedef struct {
    int square;
    int worth;
} move;

static const int DIRECTIONS[8] = {-11, -10, -9, -1, 1, 9, 10, 11};

// Corners are good; the squares beside them give corners away.
static const signed char WORTH[4][4] = {
        {50, -12, 8, 6}, {-12, -20, -3, -3}, {8, -3, 3, 1}, {6, -3, 1, 1}};

static int worth_of[SQUARES];
static long nodes;
static long cutoffs;

static void fill_worth(void) {
    for (int row = 0; row < 8; row++) {
        for (int column = 0; column < 8; column++) {
            worth_of[(row + 1) * WIDTH + column + 1] =
                    WORTH[row < 4 ? row : 7 - row][column < 4 ? column : 7 - column];
        }
    }
}

static void set_up(board *b) {
    for (int i = 0; i < SQUARES; i++) {
        int row = i / WIDTH;
        int column = i % WIDTH;
        b->square[i] = row < 1 || row > 8 || column < 1 || column > 8 ? EDGE : EMPTY;
    }
    b->square[44] = b->square[55] = WHITE;
    b->square[45] = b->square[54] = BLACK;
}

static int flips(const board *b, int at, int direction, int side) {
    int n = 0;
    int i = at + direction;
    while (b->square[i] == -side) {
        n++;
        i += direction;
    }
    return b->square[i] == side ? n : 0;
}

static int legal(const board *b, int at, int side) {
    if (b->square[at] != EMPTY) {
        return 0;
    }
    for (int d = 0; d < 8; d++) {
        if (flips(b, at, DIRECTIONS[d], side) > 0) {
            return 1;
        }
    }
    return 0;
}

static int list_moves(const board *b, int side, move *moves) {
    int count = 0;
    for (int at = 11; at <= 88; at++) {
        if (!legal(b, at, side)) {
            continue;
        }
        int worth = worth_of[at];
        int i = count++;
        for (; i > 0 && moves[i - 1].worth < worth; i--) {
            moves[i] = moves[i - 1];
        }
        moves[i] = (move){at, worth};
    }
    return count;
}

static void play(board *b, int at, int side) {
    b->square[at] = (signed char)side;
    for (int d = 0; d < 8; d++) {
        for (int n = flips(b, at, DIRECTIONS[d], side), i = at; n > 0; n--) {
            i += DIRECTIONS[d];
            b->square[i] = (signed char)side;
        }
    }
}

static int count_of(const board *b, int side) {
    int count = 0;
    for (int at = 11; at <= 88; at++) {
        count += b->square[at] == side;
    }
    return count;
}

static int evaluate(const board *b, int side) {
    int score = 0;
    for (int at = 11; at <= 88; at++) {
        int owner = b->square[at];
        if (owner == BLACK || owner == WHITE) {
            score += owner * side * worth_of[at];
        } else if (owner == EMPTY) { // a border square of the opponent's is a future move
            for (int d = 0; d < 8; d++) {
                int neighbour = b->square[at + DIRECTIONS[d]];
                score -= neighbour == side;
                score += neighbour == -side;
            }
        }
    }
    return score;
}

static int search(const board *b, int side, int depth, int alpha, int beta, int passed) {
    nodes++;
    if (depth == 0) {
        return evaluate(b, side);
    }
    move moves[MAX_MOVES];
    int count = list_moves(b, side, moves);
    if (count == 0) {
        if (passed) { // neither side can move: the game is over
            int difference = count_of(b, side) - count_of(b, -side);
            return difference > 0 ? WIN + difference : difference < 0 ? difference - WIN : 0;
        }
        return -search(b, -side, depth, -beta, -alpha, 1);
    }
    for (int i = 0; i < count && alpha < beta; i++) {
        board next = *b;
        play(&next, moves[i].square, side);
        int score = -search(&next, -side, depth - 1, -beta, -alpha, 0);
        if (score > alpha) {
            alpha = score;
            cutoffs += alpha >= beta;
        }
    }
    return alpha;
}

static int choose(const board *b, int side, int depth, int *best_score) {
    move moves[MAX_MOVES];
    int count = list_moves(b, side, moves);
    int best = 0;
    int alpha = -2 * WIN;
    for (int i = 0; i < count; i++) {
        board next = *b;
        play(&next, moves[i].square, side);
        int score = -search(&next, -side, depth - 1, -2 * WIN, -alpha, 0);
        if (score > alpha) {
            alpha = score;
            best = moves[i].square;
        }
    }
    *best_score = alpha;
    return best;
}

static void print(const board *b) {
    for (int row = 1; row <= 8; row++) {
        for (int column = 1; column <= 8; column++) {
            int owner = b->square[row * WIDTH + column];
            putchar(owner == BLACK ? 'X' : owner == WHITE ? 'O' : '.');
        }
        putchar('\n');
    }
}

int main(int argc, char **argv) {
    int depth = (int)number_argument(argc, argv, 1, 5);
    board b;
    fill_worth();
    set_up(&b);
    uint64_t sum = MIX_START;
    int passes = 0;
    for (int side = BLACK; passes < 2; side = -side) {
        int score;
        int at = choose(&b, side, side == BLACK ? depth : (depth + 1) / 2, &score);
        if (at == 0) {
            passes++;
            continue;
        }
        passes = 0;
        play(&b, at, side);
        printf("%c%d%s", 'a' + at % WIDTH - 1, at / WIDTH, side == BLACK ? "-" : " ");
        sum = mix(mix(sum, (uint64_t)at), (uint64_t)score);
    }
    printf("\n");
    print(&b);
    printf("black %d, white %d\n", count_of(&b, BLACK), count_of(&b, WHITE));
    printf("%ld positions, %ld cut off, checksum %016lx\n", nodes, cutoffs, (unsigned long)sum);
    return 0;
}

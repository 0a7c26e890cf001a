# Eight exercises in assembly language, for what compilers seldom emit: a jump table of relative
# offsets, tail calls, 128-bit products, atomic read-modify-write, every rounding mode, the
# floating-point flags.
#
#   assembly [ROUNDS]
#
# main keeps the number of rounds in s11; each exercise is an ordinary function that takes them in a0
# and returns its result there.

    .macro begin name
    .globl \name
    .type \name, @function
    .balign 4
\name:
    .endm

    .macro end name
    .size \name, . - \name
    .endm

    # Calls the function with the rounds and prints "format" with the result.
    .macro show function, format
    mv      a0, s11
    call    \function
    mv      a1, a0
    lla     a0, 1f
    call    printf
    .section .rodata.str, "a", @progbits
1:  .asciz  "\format\n"
    .text
    .endm

    .text
begin main
    addi    sp, sp, -32
    sd      ra, 24(sp)
    sd      s11, 16(sp)
    li      s11, 400                    # default
    li      t0, 2
    blt     a0, t0, .Lrun
    ld      a0, 8(a1)
    call    atol
    mv      s11, a0
.Lrun:
    show    sieve, "primes below rounds * 4096: %ld"
    show    collatz, "longest Collatz sequence: %ld"
    show    tape, "tape machine: %016lx"
    show    towers, "moves of the towers: %ld"
    show    mersenne, "Mersenne exponents: %016lx"
    show    atomics, "atomics: %016lx"
    show    rounding, "rounding modes: %016lx"
    show    newton, "square roots by iteration: %016lx"
    li      a0, 0
    ld      s11, 16(sp)
    ld      ra, 24(sp)
    addi    sp, sp, 32
    ret
end main

# The sieve of Eratosthenes, a bit for each number; counts what is left.
begin sieve
    addi    sp, sp, -32
    sd      ra, 24(sp)
    sd      s0, 16(sp)
    sd      s1, 8(sp)
    slli    s0, a0, 12                  # limit
    srli    a0, s0, 3
    li      a1, 1
    call    calloc
    mv      s1, a0
    li      t0, 2                       # candidate
    li      a1, 0                       # primes
.Lcandidate:
    srli    t1, t0, 6
    slli    t1, t1, 3
    add     t1, t1, s1
    ld      t2, 0(t1)
    srl     t2, t2, t0                  # the shift takes the low six bits
    andi    t2, t2, 1
    bnez    t2, .Lcomposite
    addi    a1, a1, 1
    mul     t3, t0, t0
    li      t6, 1
    bgeu    t3, s0, .Lcomposite
.Lstrike:
    srli    t1, t3, 6
    slli    t1, t1, 3
    add     t1, t1, s1
    ld      t2, 0(t1)
    sll     t5, t6, t3
    or      t2, t2, t5
    sd      t2, 0(t1)
    add     t3, t3, t0
    bltu    t3, s0, .Lstrike
.Lcomposite:
    addi    t0, t0, 1
    bltu    t0, s0, .Lcandidate
    mv      a0, s1
    mv      s0, a1
    call    free
    mv      a0, s0
    ld      ra, 24(sp)
    ld      s0, 16(sp)
    ld      s1, 8(sp)
    addi    sp, sp, 32
    ret
end sieve

# The longest run of n -> n/2 or 3n+1 down to 1, for the starts below rounds * 512.
begin collatz
    slli    a0, a0, 9
    li      t0, 1                       # start
    li      t6, 1
    li      a1, 0                       # longest
.Lstart:
    mv      t1, t0
    li      t2, 0
    j       .Lcheck
.Leven:
    srli    t1, t1, 1
    addi    t2, t2, 1
.Lcheck:
    andi    t3, t1, 1
    beqz    t3, .Leven
    beq     t1, t6, .Ldone
    slli    t3, t1, 1
    add     t1, t1, t3
    addi    t1, t1, 1
    addi    t2, t2, 1
    j       .Leven
.Ldone:
    bleu    t2, a1, .Lshorter
    mv      a1, t2
.Lshorter:
    addi    t0, t0, 1
    bltu    t0, a0, .Lstart
    mv      a0, a1
    ret
end collatz

# A machine with a tape of bytes; its program is a string of commands, dispatched through a table of
# offsets relative to the table.
begin tape
    addi    sp, sp, -272                # the tape has 256 cells
    slli    a0, a0, 8                   # so many runs of the program
    li      a2, 0                       # checksum
    li      a3, 0x01000193
    mv      t0, sp
    addi    t1, sp, 256
1:  sd      zero, 0(t0)
    addi    t0, t0, 8
    bltu    t0, t1, 1b
    li      a4, 0                       # position on the tape
    lla     a5, .Ltable
.Lprogram:
    lla     a1, .Lcommands
.Lnext:
    lbu     t0, 0(a1)
    addi    a1, a1, 1
    slli    t0, t0, 2
    add     t0, t0, a5
    lw      t1, 0(t0)
    add     t1, t1, a5
    add     t2, sp, a4                  # the cell
    jr      t1
.Lend:
    addi    a0, a0, -1
    bnez    a0, .Lprogram
    mv      a0, a2
    addi    sp, sp, 272
    ret
.Lright:
    addi    a4, a4, 1
    andi    a4, a4, 255
    j       .Lnext
.Lleft:
    addi    a4, a4, -1
    andi    a4, a4, 255
    j       .Lnext
.Lup:
    lb      t3, 0(t2)
    addi    t3, t3, 3
    sb      t3, 0(t2)
    j       .Lnext
.Lflip:
    lhu     t3, 0(t2)
    not     t3, t3
    sh      t3, 0(t2)
    j       .Lnext
.Lout:
    lbu     t3, 0(t2)
    xor     a2, a2, t3
    mul     a2, a2, a3
    j       .Lnext
.Lskip:                                 # the next command, if the cell is odd
    lbu     t3, 0(t2)
    andi    t3, t3, 1
    add     a1, a1, t3
    j       .Lnext
end tape

    .section .rodata
    .balign 4
.Ltable:
    .word   .Lend - .Ltable, .Lright - .Ltable, .Lleft - .Ltable, .Lup - .Ltable
    .word   .Lflip - .Ltable, .Lout - .Ltable, .Lskip - .Ltable
.Lcommands:
    .byte   3, 5, 1, 3, 3, 6, 4, 5, 1, 6, 3, 5, 2, 3, 6, 2, 5, 1, 1, 4, 5, 6, 1, 3, 5, 0
    .text

# The towers of Hanoi: f(n) = 2 f(n - 1) + 1, by honest recursion, the second call as a tail call that
# passes an accumulator.
begin towers
    li      t0, 9
1:  addi    t0, t0, 1                   # disks: about log2(rounds) + 9
    srli    a0, a0, 1
    bnez    a0, 1b
    mv      a0, t0
    li      a1, 0
    tail    move_tower
end towers

# a0: disks, a1: moves so far; returns the moves.
begin move_tower
    bnez    a0, 1f
    mv      a0, a1
    ret
1:  addi    sp, sp, -16
    sd      ra, 8(sp)
    sd      s0, 0(sp)
    addi    s0, a0, -1
    mv      a0, s0
    call    move_tower
    addi    a1, a0, 1
    mv      a0, s0
    ld      s0, 0(sp)
    ld      ra, 8(sp)
    addi    sp, sp, 16
    tail    move_tower
end move_tower

# Which 2^p - 1 are prime, for p up to 61, by the test of Lucas and Lehmer with 128-bit squares.
# Bit p of the result is set if so.
begin mersenne
    mv      a6, a0                      # repeat once for each round
.Lagain:
    li      a0, 1 << 2                  # 3 is prime; the test is for odd p
    li      t0, 3                       # p
.Lexponent:
    li      t1, 1
    sll     t1, t1, t0
    addi    t1, t1, -1                  # m = 2^p - 1
    li      t2, 4                       # s
    addi    t3, t0, -2                  # steps
    li      a1, 64
    sub     a1, a1, t0
.Lsquare:                               # s = s^2 - 2 mod m
    mulhu   t4, t2, t2
    mul     t5, t2, t2
    sll     t4, t4, a1                  # the bits above p fold onto those below
    srl     t6, t5, t0
    or      t4, t4, t6
    and     t5, t5, t1
    add     t2, t4, t5
    bltu    t2, t1, 1f
    sub     t2, t2, t1
1:  addi    t2, t2, -2
    bgez    t2, 2f
    add     t2, t2, t1
2:  addi    t3, t3, -1
    bnez    t3, .Lsquare
    snez    t2, t2
    xori    t2, t2, 1
    sll     t2, t2, t0
    or      a0, a0, t2
    addi    t0, t0, 2
    li      t2, 63
    bltu    t0, t2, .Lexponent
    addi    a6, a6, -1
    bnez    a6, .Lagain
    ret
end mersenne

# Every atomic operation on words and doublewords, and a counter by load-reserved/store-conditional.
begin atomics
    addi    sp, sp, -16
    slli    a0, a0, 6
    sd      zero, 0(sp)
    sd      zero, 8(sp)
    addi    a1, sp, 8
    li      a2, 0x9e3779b97f4a7c15
    li      a3, 0x5851f42d4c957f2d
    li      a4, 0                       # checksum
.Latomic:
    mul     a2, a2, a3
    addi    a2, a2, 11
    amoadd.d        t0, a2, (sp)
    amoxor.d.aq     t1, a2, (sp)
    amoadd.w        t2, a2, (a1)
    amoor.w.rl      t3, a2, (a1)
    srli    t4, a2, 7
    amoand.d.aqrl   t4, t4, (sp)
    amomax.d        t5, a2, (sp)
    amominu.d       t6, a3, (sp)
    xor     t0, t0, t1
    add     t2, t2, t3
    xor     t4, t4, t5
    add     t0, t0, t2
    xor     t0, t0, t4
    add     a4, a4, t0
    amomin.w        t0, a2, (a1)
    amomaxu.w       t1, a3, (a1)
    amoswap.d       t2, a4, (sp)
    amoand.w        t3, a2, (a1)
    amomin.d        t4, a3, (sp)
    amomaxu.d       t5, a2, (sp)
    amoxor.w        t6, a4, (a1)
    add     t0, t0, t1
    xor     t2, t2, t3
    add     t4, t4, t5
    add     a4, a4, t0
    xor     a4, a4, t2
    add     a4, a4, t4
    slli    t0, a4, 9
    srli    t1, a4, 55
    or      a4, t0, t1
1:  lr.d.aq t0, (sp)
    add     t0, t0, a0
    sc.d.rl t1, t0, (sp)
    bnez    t1, 1b
2:  lr.w    t0, (a1)
    xor     t0, t0, a4
    sc.w    t1, t0, (a1)
    bnez    t1, 2b
    fence   rw, rw
    addi    a0, a0, -1
    bnez    a0, .Latomic
    ld      t0, 0(sp)
    ld      t1, 8(sp)
    xor     a0, a4, t0
    add     a0, a0, t1
    addi    sp, sp, 16
    ret
end atomics

    .macro converted operation, operand, mode
    \operation      t0, \operand, \mode
    mul     a0, a0, a3
    xor     a0, a0, t0
    .endm

    .macro in_all_modes operation, operand
    converted       \operation, \operand, rne
    converted       \operation, \operand, rtz
    converted       \operation, \operand, rdn
    converted       \operation, \operand, rup
    converted       \operation, \operand, rmm
    .endm

# Conversions in all rounding modes, sums in the dynamic rounding mode, and the flags they raise.
begin rounding
    slli    a1, a0, 4
    li      a3, 0x100000001b3
    li      a0, 1
    lla     a4, .Lhalves
    fld     ft0, 0(a4)
    fld     ft1, 8(a4)                  # 0.1
    fsflags zero
    fsrm    a7, zero
.Lround:
    in_all_modes    fcvt.l.d, ft0
    in_all_modes    fcvt.w.d, ft0
    in_all_modes    fcvt.lu.d, ft0
    fcvt.s.d        ft2, ft0
    in_all_modes    fcvt.l.s, ft2
    in_all_modes    fcvt.wu.s, ft2
    andi    t0, a1, 3                   # rne, rtz, rdn, rup in turn
    fsrm    t0
    fadd.d  ft3, ft0, ft1
    fdiv.d  ft4, ft1, ft3
    fmadd.d ft5, ft4, ft4, ft3
    fnmsub.d        ft6, ft4, ft5, ft1
    fcvt.d.l        ft7, a1
    fsqrt.d ft7, ft7
    fmin.d  ft8, ft6, ft7
    fsgnjx.d        ft9, ft5, ft6
    fclass.d        t1, ft6
    feq.d   t2, ft7, ft7
    flt.d   t3, ft6, ft5
    fle.d   t4, ft5, ft6
    fmv.x.d t5, ft5
    fmv.x.d t6, ft9
    add     t1, t1, t2
    slli    t3, t3, 1
    add     t1, t1, t3
    slli    t4, t4, 2
    add     t1, t1, t4
    mul     a0, a0, a3
    xor     a0, a0, t5
    mul     a0, a0, a3
    xor     a0, a0, t6
    fmv.x.d t6, ft8
    add     a0, a0, t6
    frflags t0
    slli    t0, t0, 8
    add     t1, t1, t0
    mul     a0, a0, a3
    xor     a0, a0, t1
    fadd.d  ft0, ft0, ft1
    fneg.d  ft0, ft0
    fsflags zero
    addi    a1, a1, -1
    bnez    a1, .Lround
    fsrm    a7
    ret
end rounding

    .section .rodata
    .balign 8
.Lhalves:
    .double 2.5, 0.1
    .text

# Newton's iteration for the reciprocal square root in single precision, compared with fsqrt and
# fdiv: adds up how many units in the last place lie between.
begin newton
    slli    a1, a0, 8
    li      a0, 0
    li      a3, 0x01000193
    li      t0, 0x3f000000              # 0.5
    fmv.w.x fa0, t0
    li      t0, 0x3fc00000              # 1.5
    fmv.w.x fa1, t0
    li      t0, 0x3f800000              # 1
    fmv.w.x fa6, t0
    li      a4, 0x5f3759df              # the guess: halve and negate the exponent
.Lroot:
    fcvt.s.wu       fa2, a1
    fmv.x.w t0, fa2
    srliw   t1, t0, 1
    subw    t1, a4, t1
    fmv.w.x fa3, t1
    fmul.s  fa4, fa2, fa0
    .rept 3
    fmul.s  fa5, fa3, fa3
    fnmsub.s        fa5, fa4, fa5, fa1
    fmul.s  fa3, fa3, fa5
    .endr
    fsqrt.s fa5, fa2
    fdiv.s  fa5, fa6, fa5
    fmv.x.w t1, fa3
    fmv.x.w t2, fa5
    subw    t3, t1, t2
    sraiw   t4, t3, 31
    xor     t3, t3, t4
    subw    t3, t3, t4                  # |difference|
    mul     a0, a0, a3
    add     a0, a0, t3
    xor     a0, a0, t2
    fcvt.d.s        fa7, fa3
    fcvt.s.d        fa7, fa7
    feq.s   t5, fa7, fa3
    add     a0, a0, t5
    addi    a1, a1, -1
    bnez    a1, .Lroot
    ret
end newton

    .section .note.GNU-stack, "", @progbits

# Start of a program: set up gp, look at what the kernel left on the stack, run the constructors,
# call main, exit.  See "Initial stack" in the System V ABI: argc, argv..., 0, envp..., 0, auxv...

    .section .text.start, "ax", @progbits
    .globl _start
    .type _start, @function
_start:
    .option push
    .option norelax
    lla     gp, __global_pointer$       # not relaxable: gp itself is being set here
    .option pop
    li      fp, 0                       # the end of the chain of frames
    ld      s1, 0(sp)                   # argc
    addi    s2, sp, 8                   # argv
    slli    t0, s1, 3
    add     t0, t0, s2
    addi    s3, t0, 8                   # envp follows argv's terminating null
    la      t1, environ
    sd      s3, 0(t1)
    andi    sp, sp, -16

    la      s4, __init_array_start
    la      s5, __init_array_end
1:  bgeu    s4, s5, 2f
    ld      t0, 0(s4)
    addi    s4, s4, 8
    jalr    t0
    j       1b

2:  mv      a0, s1
    mv      a1, s2
    mv      a2, s3
    call    main
    call    exit
    ebreak                              # exit does not return
    .size _start, . - _start

    .bss
    .globl environ
    .type environ, @object
    .size environ, 8
    .balign 8
environ:
    .zero 8

    .section .note.GNU-stack, "", @progbits

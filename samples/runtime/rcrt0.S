# Start of a static position-independent program: adds the address at which the program was loaded
# to every place that holds an address (R_RISCV_RELATIVE), then starts as any other program does.

    .set    DT_RELA, 7
    .set    DT_RELASZ, 8
    .set    R_RISCV_RELATIVE, 3

    .section .text.start, "ax", @progbits
    .globl _start_relocated
    .type _start_relocated, @function
    .hidden _DYNAMIC
    .hidden __ehdr_start
_start_relocated:
    lla     t0, __ehdr_start            # the file is linked at 0, so this is the displacement
    lla     t1, _DYNAMIC
    li      t2, 0                       # the table of relocations
    li      t3, 0                       # its size
    li      t5, DT_RELA
    li      t6, DT_RELASZ
1:  ld      t4, 0(t1)
    ld      a1, 8(t1)
    addi    t1, t1, 16
    bne     t4, t5, 2f
    add     t2, t0, a1
2:  bne     t4, t6, 3f
    mv      t3, a1
3:  bnez    t4, 1b

    add     t3, t3, t2
    li      t5, R_RISCV_RELATIVE
4:  bgeu    t2, t3, 5f
    ld      t1, 0(t2)                   # where
    lwu     t4, 8(t2)                   # what kind
    ld      a1, 16(t2)                  # what to add the displacement to
    addi    t2, t2, 24
    bne     t4, t5, 6f
    add     t1, t1, t0
    add     a1, a1, t0
    sd      a1, 0(t1)
    j       4b
5:  tail    _start
6:  ebreak                              # no other relocation can be in a static executable of ours
    .size _start_relocated, . - _start_relocated

    .section .note.GNU-stack, "", @progbits

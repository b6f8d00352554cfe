/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch.h - all that the rest of the module knows of x86: see arch.h of arm64 for
 * what each header gives.
 *
 * There are two vendors: svm.h is for AMD's SVM, vmx.h for Intel's VMX. A reason that
 * both have by the same name is one reason. From codes.h upwards nobody asks whose an exit
 * was.
 */
#ifndef KVMTRAP_ARCH_H
#define KVMTRAP_ARCH_H

#include "access.h"
#include "clock.h"
#include "decode.h"
#include "hotkey.h"
#include "leaf.h"
#include "points.h"
#include "trace.h"
#include "vcpu.h"

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/** For the tests of programs that serve the status page: a browser to look at it with, and what people could not use. */
package io.vip4j.samples.support.browser;

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the keys and certificates of TlsProbeTest anew, in this directory. They protect nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.p12 ca.pem
keytool="keytool -storetype PKCS12 -storepass password -keypass password"
ca="$keytool -keystore ca.p12 -alias ca"
$ca -genkeypair -keyalg EC -groupname secp256r1 -dname "CN=vip4j test CA" -ext bc:c=ca:true -validity 36500
$ca -exportcert -rfc > ca.pem
leaf() { # name, subject alternative names, start, days
    store="$keytool -keystore $1.p12"
    $store -alias server -genkeypair -keyalg EC -groupname secp256r1 -dname "CN=$1"
    $store -alias server -certreq | $ca -gencert -rfc -ext "san=$2" -startdate "$3" -validity "$4" > leaf.pem
    cat ca.pem leaf.pem > chain.pem
    $store -alias ca -importcert -noprompt -file ca.pem
    $store -alias server -importcert -noprompt -file chain.pem
    rm -f leaf.pem chain.pem
}
leaf good ip:127.0.0.1,dns:probe.example -1d 36500
leaf expired ip:127.0.0.1,dns:probe.example 2020/01/01 30
leaf other dns:other.example -1d 36500
rm -f ca.p12

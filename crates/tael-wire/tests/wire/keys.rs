//! Keys in every form users bring, and signatures (protocol.md §1.5, §2).

use tael_wire::sign::{KeyError, PrivateKey, PublicKey, SignType, Signer, VerifyError};

use crate::vectors::{load, text};

const VECTORS: [&str; 3] = ["request_rsa2_utf8.json", "request_rsa2_gbk.json", "request_rsa_utf8.json"];

/// The public key of request_rsa2_utf8.json as PKCS#1, written by openssl.
const PUBLIC_PKCS1: &str = "MIIBCgKCAQEAwmOzIXoyfkJC9s9fkd9rS7PnR2SAqeTkQRBcwBvIYJaZHrZMb+79BahaJ87hS5xirrZMmHF9nLWeXfEyz5WaSPXl9lbvcMuyEIu1ADE3CL/QozoCt2BN6cEHTh2PqJGQmHMXRgKT+5xFHx4COYuiYP/0ATAY3JLrluh2dpruWq/EN1RL6VOl/Nonig0fxl7DXN8OsFe/7mI5Vg5go8ojPfT8yqKR2cHF1KXK9RguimqByofilgqUbhWNwM4ECCOMeGFDWTXwvNPINkqnAk784WXPYGUUYfgkX/vBshdz2syzO9ZKCjnR/fAYjm1BhkzUbyw68kp4uFe1FuT53eOGawIDAQAB";
/// A public key of 768 bits, and one that is not RSA (P-256).
const PUBLIC_768: &str = "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANY3e1HPOIJ/JTifNbndgJmcQcqOjPBY7/pgMAT3Qu98Cc2Z9JuJHcf9KqmHsIqOIcX26/XnqkA8S61naBigHenufBe57T10ZT12idLdmDipHjPP+2h6sUBoHDx+c736OQIDAQAB";
const PUBLIC_P256: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgdg+8c7sTJpKuwjyj0p4oQL0maOeE1M/CxZzLXU6VUasmMofd3eur7A03p/NB0db47bitIbdh4KjWv6CsMrCMA==";

#[test]
fn a_private_key_is_the_same_in_every_form() {
    for name in VECTORS {
        let vector = load(name);
        let field = |form: &str| text(&vector, &format!("/keys/app/{form}")).to_owned();
        let pkcs1 = field("private_key_pkcs1_base64");
        let wrapped: String = pkcs1
            .as_bytes()
            .chunks(64)
            .map(|line| format!("{}\r\n", std::str::from_utf8(line).unwrap()))
            .collect();
        let forms = [
            field("private_key_pkcs1_pem"),
            field("private_key_pkcs8_pem"),
            field("private_key_pkcs8_base64"),
            format!("\n\t {pkcs1} \n"),
            wrapped,
            // Node accepts PKCS#8 content under a PKCS#1 label
            format!(
                "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----",
                field("private_key_pkcs8_base64")
            ),
            format!("Bag Attributes\n    friendlyName: app\n{}", field("private_key_pkcs8_pem")),
            pkcs1.clone(),
        ];
        for form in forms {
            let key = PrivateKey::parse(&form).unwrap();
            assert_eq!(key.pkcs1_base64().unwrap(), pkcs1);
            assert_eq!(key.pkcs8_base64().unwrap(), field("private_key_pkcs8_base64"));
            assert_eq!(key.public_key().spki_base64(), field("public_key_spki_base64"));
            assert_eq!(key.public_key().spki_pem(), field("public_key_pem"));
            assert_eq!(
                u64::try_from(key.public_key().bits()).unwrap(),
                vector["keys"]["app"]["bits"].as_u64().unwrap()
            );
        }
    }
}

#[test]
fn a_public_key_is_the_same_in_every_form() {
    let vector = load("request_rsa2_utf8.json");
    let spki = text(&vector, "/keys/app/public_key_spki_base64");
    let pem = text(&vector, "/keys/app/public_key_pem");
    let forms = [
        spki.to_owned(),
        pem.to_owned(),
        pem.replace('\n', "\r\n"),
        format!("\u{feff}  {spki}\n"),
        PUBLIC_PKCS1.to_owned(),
        format!("-----BEGIN RSA PUBLIC KEY-----\n{PUBLIC_PKCS1}\n-----END RSA PUBLIC KEY-----\n"),
    ];
    for form in forms {
        let key = PublicKey::parse(&form).unwrap();
        assert_eq!(key.spki_base64(), spki);
        assert_eq!(key, PublicKey::parse(spki).unwrap());
        // openssl pkey -pubin -outform DER | sha256sum
        assert_eq!(key.fingerprint(), "f56291117585c4663aa30ce1db9b7b09f5e5f190c7e6e3a10b7f39a15d3048e1");
    }
    let other = PublicKey::parse(text(&load("request_rsa_utf8.json"), "/keys/app/public_key_pem")).unwrap();
    assert_eq!(other.fingerprint(), "f4386a7bea8095d6e07c3e400cbafce9ae0cd9eca6fbde8445442eb1b894c7cf");
    assert_eq!(other.bits(), 1024);
    assert_ne!(other, PublicKey::parse(spki).unwrap());
}

#[test]
fn what_is_no_key_is_named() {
    let vector = load("request_rsa2_utf8.json");
    let private_pem = text(&vector, "/keys/app/private_key_pkcs1_pem");
    let public_pem = text(&vector, "/keys/app/public_key_pem");
    let certificate = load("cert_sn.json")["cases"][0]["pem"].as_str().unwrap().to_owned();
    let private_found = KeyError::WrongKind { found: "private key", wanted: "public key" };
    let public_found = KeyError::WrongKind { found: "public key", wanted: "private key" };
    let cut = &public_pem[..public_pem.len() / 2];
    for (input, expected) in [
        ("", KeyError::Empty),
        (" \n\t", KeyError::Empty),
        ("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", KeyError::Empty),
        ("not a key!", KeyError::NotBase64),
        ("支付宝公钥", KeyError::NotBase64),
        (&PUBLIC_PKCS1[..PUBLIC_PKCS1.len() - 1], KeyError::NotBase64),
        (cut, KeyError::Unterminated),
        ("-----BEGIN PUBLIC KEY", KeyError::Unterminated),
        ("AAAA", KeyError::Malformed("public key")),
        (&PUBLIC_PKCS1[..PUBLIC_PKCS1.len() - 4], KeyError::Malformed("public key")),
        (PUBLIC_P256, KeyError::Malformed("public key")),
        (PUBLIC_768, KeyError::Size(768)),
        (&certificate, KeyError::Certificate),
        (private_pem, private_found.clone()),
        (text(&vector, "/keys/app/private_key_pkcs8_base64"), private_found.clone()),
        (text(&vector, "/keys/app/private_key_pkcs1_base64"), private_found),
    ] {
        assert_eq!(PublicKey::parse(input).unwrap_err(), expected, "{input}");
    }
    let encrypted = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,CC\n\nAAAA\n-----END RSA PRIVATE KEY-----";
    for (input, expected) in [
        ("", KeyError::Empty),
        ("AAAA", KeyError::Malformed("private key")),
        (encrypted, KeyError::Encrypted),
        (
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
            KeyError::Encrypted,
        ),
        (public_pem, public_found.clone()),
        (PUBLIC_PKCS1, public_found.clone()),
        (PUBLIC_768, public_found),
        (&certificate, KeyError::Certificate),
    ] {
        assert_eq!(PrivateKey::parse(input).unwrap_err(), expected, "{input}");
    }
}

#[test]
fn a_key_whose_numbers_do_not_fit_is_refused() {
    let vector = load("request_rsa2_utf8.json");
    let good = text(&vector, "/keys/app/private_key_pkcs1_base64");
    // one digit of the private exponent or of a prime changed
    for at in [420, 800, 1000] {
        let mut bad: Vec<char> = good.chars().collect();
        bad[at] = if bad[at] == 'A' { 'B' } else { 'A' };
        let bad: String = bad.into_iter().collect();
        let error = PrivateKey::parse(&bad).and_then(|key| Signer::new(&key).map(drop)).unwrap_err();
        assert!(!error.to_string().contains(&bad[at - 8..at]), "an error must not show the key: {error}");
    }
}

#[test]
fn generated_keys_sign_and_survive_export() {
    let mut seen = Vec::new();
    for bits in [1024, 2048] {
        let key = PrivateKey::generate(bits).unwrap();
        assert_eq!(key.public_key().bits(), bits);
        let again = PrivateKey::parse(&key.pkcs1_base64().unwrap()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
        assert_eq!(PrivateKey::parse(&key.pkcs8_base64().unwrap()).unwrap().public_key(), key.public_key());
        assert_eq!(PublicKey::parse(&key.public_key().spki_pem()).unwrap(), *key.public_key());
        let signer = Signer::new(&key).unwrap();
        for sign_type in [SignType::Rsa, SignType::Rsa2] {
            let signature = signer.sign(sign_type, b"a=1").unwrap();
            assert_eq!(signature.len(), bits.div_ceil(24) * 4, "172 and 344 characters");
            assert_eq!(signature, Signer::new(&again).unwrap().sign(sign_type, b"a=1").unwrap());
            assert_eq!(key.public_key().verify(sign_type, b"a=1", &signature), Ok(()));
            assert_eq!(key.public_key().verify(sign_type, b"a=2", &signature), Err(VerifyError::Mismatch));
            assert_eq!(
                key.public_key().verify(sign_type.other(), b"a=1", &signature),
                Err(VerifyError::Mismatch)
            );
        }
        seen.push(key.public_key().fingerprint());
    }
    let another = PrivateKey::generate(2048).unwrap();
    assert!(!seen.contains(&another.public_key().fingerprint()));
    for bits in [0, 512, 1025, 2047, 8192, usize::MAX] {
        assert_eq!(PrivateKey::generate(bits).unwrap_err(), KeyError::Size(bits));
    }
}

#[test]
fn a_signature_is_standard_base64_on_one_line() {
    let vector = load("request_rsa2_utf8.json");
    let key = PublicKey::parse(text(&vector, "/keys/app/public_key_pem")).unwrap();
    let message = text(&vector, "/string_to_sign").as_bytes();
    let good = text(&vector, "/sign");
    assert!(good.contains('+') && good.contains('/') && good.ends_with("=="), "the vector shows all three");
    assert_eq!(key.verify(SignType::Rsa2, message, good), Ok(()));
    for bad in [
        good.replace('+', " "),
        good.replace('+', "-").replace('/', "_"),
        good.replace('/', "\\/"),
        good.replace("==", ""),
        format!("{good}\n"),
        format!(" {good}"),
        format!("{}\n{}", &good[..76], &good[76..]),
        format!("{good}===="),
        "签名".to_owned(),
        "0123456789abcdef0123456789abcde".to_owned(),
    ] {
        assert_eq!(key.verify(SignType::Rsa2, message, &bad), Err(VerifyError::NotBase64), "{bad}");
    }
    for (short, actual) in [("", 0), ("AAAA", 3), (text(&load("request_rsa_utf8.json"), "/sign"), 128)] {
        let length = VerifyError::Length { actual, expected: 256 };
        assert_eq!(key.verify(SignType::Rsa2, message, short), Err(length));
    }
    let zeros = "A".repeat(342) + "==";
    assert_eq!(key.verify(SignType::Rsa2, message, &zeros), Err(VerifyError::Mismatch));
}

#[test]
fn debug_shows_no_secret() {
    let vector = load("request_rsa2_utf8.json");
    let key = PrivateKey::parse(text(&vector, "/keys/app/private_key_pkcs1_pem")).unwrap();
    let signer = Signer::new(&key).unwrap();
    let fingerprint = key.public_key().fingerprint();
    for shown in [format!("{key:?}"), format!("{signer:?}"), format!("{:?}", key.public_key())] {
        assert!(shown.contains(&fingerprint));
        assert!(shown.len() < 220, "only size and fingerprint: {shown}");
    }
}

#[test]
fn a_signer_is_shared_by_threads() {
    let vector = load("request_rsa2_utf8.json");
    let key = PrivateKey::parse(text(&vector, "/keys/app/private_key_pkcs1_pem")).unwrap();
    let signer = std::sync::Arc::new(Signer::new(&key).unwrap());
    let expected = text(&vector, "/sign").to_owned();
    let message = text(&vector, "/string_to_sign").to_owned();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (signer, message) = (signer.clone(), message.clone());
            std::thread::spawn(move || signer.sign(SignType::Rsa2, message.as_bytes()).unwrap())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), expected);
    }
}

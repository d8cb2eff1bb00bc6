//! Adding a device, and taking one away.

use jiff::Timestamp;
use platform::html::{Button, Form, Frame, Markup, State, fr, html, section as block};
use platform::{Error, Result};

use super::{Devices, Shown};

fn day(at: Timestamp, zone: Option<&str>) -> Result<String> {
    let zone = jiff::tz::TimeZone::get(zone.unwrap_or("Europe/Paris"))
        .map_err(|error| Error::internal("a region's zone", error))?;
    Ok(fr::date_words(at.to_zoned_datetime(zone).date()))
}

pub(super) fn section(frame: &Frame, devices: &Devices) -> Result<Markup> {
    let zone = devices.zone.as_deref();
    let lines: Vec<Markup> = devices
        .all
        .iter()
        .map(|shown| line(frame, shown, zone))
        .collect::<Result<_>>()?;
    Ok(block(
        "appareils",
        "Mes appareils",
        html! {},
        html! {
            p { "Votre téléphone ou votre ordinateur peut sonner quand il y a du nouveau, même quand la plateforme n’est pas ouverte." }
            p.soft { "L’annonce passe par le service de votre navigateur (Google, Mozilla, Apple ou Microsoft), en dehors de l’Europe. Elle ne dit ni qui, ni quoi\u{202f}: seulement qu’il y a du nouveau. Rien ne part sans votre accord, et vous pouvez le reprendre ici." }
            @if !lines.is_empty() { ul.rows.mt { @for line in lines { (line) } } }
            div data-unheard {
                p { "Ce navigateur ne sait pas sonner, ou JavaScript y est arrêté. Essayez avec un autre navigateur." }
                p { "Sur un iPhone ou un iPad, touchez «\u{202f}Partager\u{202f}», puis «\u{202f}Sur l’écran d’accueil\u{202f}»\u{202f}: ouverte par cette icône, la plateforme peut sonner." }
            }
            div data-push=(devices.key) hidden {
                (Form::post(frame, "/mon-compte/appareils").body(html! {
                    input type="hidden" name="adresse";
                    p role="status" {}
                    p.actions { (Button::plain("Faire sonner cet appareil").icon("bell")) }
                }))
            }
        },
    ))
}

fn line(frame: &Frame, shown: &Shown, zone: Option<&str>) -> Result<Markup> {
    let device = &shown.device;
    let name = shown.name.as_deref().unwrap_or("Un appareil");
    let added = day(device.added_at, zone)?;
    let rung = device.rung_at.map(|at| day(at, zone)).transpose()?;
    Ok(html! {
        li data-device=(shown.mark) {
            p { strong { (name) } " " span data-here hidden { (State::good("Cet appareil")) } }
            p.small.soft { "Ajouté le " (fr::rich(&added)) @if let Some(rung) = rung { ", a sonné pour la dernière fois le " (fr::rich(&rung)) } }
            (Form::post(frame, "/mon-compte/appareils/retrait").bare().body(html! {
                button.button.quiet.small type="submit" name="appareil" value=(device.id) { "Ne plus faire sonner" span.visually-hidden { ": " (name) ", ajouté le " (added) } }
            }))
        }
    })
}

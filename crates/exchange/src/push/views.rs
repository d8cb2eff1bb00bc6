//! Adding a device, and taking one away.

use jiff::Timestamp;
use platform::html::{Button, Form, Frame, Markup, fr, html, section as block};
use platform::{Error, Result};

use super::Devices;

fn day(at: Timestamp, zone: Option<&str>) -> Result<String> {
    let zone = jiff::tz::TimeZone::get(zone.unwrap_or("Europe/Paris"))
        .map_err(|error| Error::internal("a region's zone", error))?;
    Ok(fr::date_words(at.to_zoned_datetime(zone).date()))
}

pub(super) fn section(frame: &Frame, devices: &Devices) -> Result<Markup> {
    let mut lines = Vec::with_capacity(devices.all.len());
    for device in &devices.all {
        let zone = devices.zone.as_deref();
        let added = day(device.added_at, zone)?;
        let rung = device.rung_at.map(|at| day(at, zone)).transpose()?;
        lines.push(html! {
            div.stack {
                p { "Un appareil ajouté le " (fr::rich(&added)) @if let Some(rung) = rung { span.soft { ", qui a sonné pour la dernière fois le " (fr::rich(&rung)) } } }
                (Form::post(frame, "/mon-compte/appareils/retrait").bare().body(html! {
                    button.button.quiet.small type="submit" name="appareil" value=(device.id) { "Ne plus faire sonner" span.visually-hidden { " l’appareil ajouté le " (added) } }
                }))
            }
        });
    }
    Ok(block(
        "appareils",
        "Sur cet appareil",
        html! {},
        html! {
            p { "Votre téléphone ou votre ordinateur peut sonner quand il y a du nouveau, même quand la plateforme n’est pas ouverte." }
            p.soft { "L’annonce passe par le service de votre navigateur (Google, Mozilla, Apple ou Microsoft), en dehors de l’Europe. Elle ne dit ni qui, ni quoi\u{202f}: seulement qu’il y a du nouveau. Rien ne part sans votre accord, et vous pouvez le reprendre ici." }
            @if !lines.is_empty() { ul.rows { @for line in lines { li { (line) } } } }
            p data-unheard { "Ce navigateur ne sait pas sonner, ou JavaScript y est arrêté." }
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
